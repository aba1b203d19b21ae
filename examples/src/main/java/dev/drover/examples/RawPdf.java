package dev.drover.examples;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A PDF written object by object: its bytes depend on nothing but its content, and it may hold what no library would
 * write. The last object is the catalog, so a file that is cut anywhere has lost it.
 */
final class RawPdf {
  private final List<byte[]> objects = new ArrayList<>();
  private final List<Integer> pages = new ArrayList<>();

  /**
   * The page tree comes first, and every page refers to it; its place is kept until the pages are known.
   */
  RawPdf() {
    objects.add(new byte[0]);
  }

  /** Adds an object; its number is given back. */
  int add(String dictionary) {
    return add(ascii(dictionary));
  }

  /** Adds a stream whose dictionary has these entries besides its length. */
  int addStream(String entries, byte[] data) {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.writeBytes(ascii("<< /Length %d %s >>\nstream\n".formatted(data.length, entries)));
    object.writeBytes(data);
    object.writeBytes(ascii("\nendstream"));
    return add(object.toByteArray());
  }

  int addStream(String entries, String data) {
    return addStream(entries, ascii(data));
  }

  /** Adds a page; the entries stand besides its content and size. */
  void addPage(String content, String entries) {
    int stream = addStream("", content);
    pages.add(add("<< /Type /Page /Parent 1 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s >>"
        .formatted(stream, entries)));
  }

  /** The whole file; the entries stand in the catalog. */
  byte[] bytes(String entries) {
    String kids = pages.stream().map(page -> page + " 0 R").collect(Collectors.joining(" "));
    objects.set(0, ascii("<< /Type /Pages /Kids [%s] /Count %d >>".formatted(kids, pages.size())));
    add("<< /Type /Catalog /Pages 1 0 R %s >>".formatted(entries));
    return write();
  }

  private int add(byte[] object) {
    objects.add(object);
    return objects.size();
  }

  private byte[] write() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("%PDF-1.7\n"));
    StringBuilder table = new StringBuilder("xref\n0 %d\n0000000000 65535 f \n".formatted(objects.size() + 1));
    for (int i = 0; i < objects.size(); i++) {
      table.append("%010d 00000 n \n".formatted(out.size()));
      out.writeBytes(ascii("%d 0 obj\n".formatted(i + 1)));
      out.writeBytes(objects.get(i));
      out.writeBytes(ascii("\nendobj\n"));
    }
    String trailer = "trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        .formatted(objects.size() + 1, objects.size(), out.size());
    out.writeBytes(ascii(table + trailer));
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
