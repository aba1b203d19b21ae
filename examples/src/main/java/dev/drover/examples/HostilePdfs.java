package dev.drover.examples;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Adler32;

/** Files that break a program that reads them in its own process. None is larger than a few kilobytes. */
final class HostilePdfs {
  private HostilePdfs() {}

  /**
   * Ten drawings, each of which draws the next one thirty times: 30 to the 10th in all. A reader that follows them, as
   * PDFBox does, is busy for years, and nothing in that loop looks at an interrupt.
   */
  static byte[] neverEnds() {
    RawPdf pdf = new RawPdf();
    int form = pdf.addStream(form(""), "q Q");
    for (int level = 0; level < 10; level++) {
      form = pdf.addStream(form(drawing(form)), "/N Do ".repeat(30));
    }
    return onePage(pdf, "This page is never finished.", form);
  }

  /**
   * A drawing that draws itself, with a compressed content that claims rows of 268 million bytes, nearly all of them left
   * out. Undone, the content of a few bytes fills a row, and PDFBox holds it while it draws the next: fifty times, 13 GB of
   * heap, of which the first half gigabyte is asked for at once.
   */
  static byte[] heapBomb() {
    RawPdf pdf = new RawPdf();
    int itself = 2;
    String filter = " /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 268000000 >>";
    // The spaces make PDFBox take memory in pieces of 4 KB and not of 80 bytes, which would take minutes.
    byte[] content = stored(RawPdf.ascii("\0/N Do" + " ".repeat(1024)));
    int form = pdf.addStream(form(drawing(itself)) + filter, content);
    return onePage(pdf, "This page needs 13 GB.", form);
  }

  private static byte[] onePage(RawPdf pdf, String text, int drawing) {
    pdf.addPage(
        Layout.text(Layout.LEFT, Layout.TOP, text) + "/N Do",
        "/Resources << %s %s >>".formatted(Layout.FONT, drawing(drawing)));
    return pdf.bytes("");
  }

  private static String drawing(int number) {
    return "/XObject << /N %d 0 R >>".formatted(number);
  }

  private static String form(String resources) {
    return "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>".formatted(resources);
  }

  /** A download that broke off: there is text in it, but no catalog to find it by. */
  static byte[] truncated(byte[] whole) {
    return Arrays.copyOf(whole, 400);
  }

  /** What a web server sends when the file is gone, saved under the file's name. */
  static byte[] notAPdf() {
    return """
        <!DOCTYPE html>
        <html><head><title>404 Not Found</title></head>
        <body><h1>Not Found</h1><p>The requested file is no longer here.</p></body></html>
        """
        .getBytes(StandardCharsets.UTF_8);
  }

  /** As zlib, but nothing is compressed: the same bytes whichever zlib a JDK was built with. */
  private static byte[] stored(byte[] data) {
    Adler32 sum = new Adler32();
    sum.update(data);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x78, 0x01, 1});
    writeLittle(out, data.length);
    writeLittle(out, ~data.length);
    out.writeBytes(data);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write((int) (sum.getValue() >> shift));
    }
    return out.toByteArray();
  }

  private static void writeLittle(ByteArrayOutputStream out, int value) {
    out.write(value);
    out.write(value >> 8);
  }
}
