package dev.drover.examples;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts plain text on pages, in the language that pages of a PDF are written in. */
final class Layout {
  /** The font that every reader has. */
  static final String FONT = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";

  static final int LEFT = 72;
  static final int TOP = 760;
  static final int LEADING = 16;
  private static final int COLUMN = 110;

  private Layout() {}

  /** One page a text. */
  static byte[] pages(List<String> texts) {
    RawPdf pdf = new RawPdf();
    texts.forEach(text -> pdf.addPage(lines(text), resources()));
    return pdf.bytes("");
  }

  static byte[] table(String title, List<List<String>> rows) {
    RawPdf pdf = new RawPdf();
    String body = IntStream.range(0, rows.size())
        .mapToObj(row -> row(TOP - (row + 2) * LEADING, rows.get(row)))
        .collect(Collectors.joining());
    pdf.addPage(text(LEFT, TOP, title) + body, resources());
    return pdf.bytes("");
  }

  /** A form with one field that somebody has filled in. */
  static byte[] form(String title, String label, String value) {
    RawPdf pdf = new RawPdf();
    int look = pdf.addStream("/Type /XObject /Subtype /Form /BBox [0 0 200 16] " + resources(), text(2, 4, value));
    int field = pdf.add(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (%s) /V (%s) /F 4 /Rect [%d %d %d %d] /AP << /N %d 0 R >> >>"
            .formatted(label, value, LEFT + 60, TOP - 36, LEFT + 260, TOP - 20, look));
    pdf.addPage(lines(title + "\n\n" + label + ":"), resources() + " /Annots [%d 0 R]".formatted(field));
    return pdf.bytes("/AcroForm << /Fields [%d 0 R] >>".formatted(field));
  }

  static String resources() {
    return "/Resources << " + FONT + " >>";
  }

  private static String lines(String text) {
    List<String> lines = text.lines().toList();
    return IntStream.range(0, lines.size())
        .mapToObj(i -> text(LEFT, TOP - i * LEADING, lines.get(i)))
        .collect(Collectors.joining());
  }

  private static String row(int y, List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> text(LEFT + column * COLUMN, y, cells.get(column)))
        .collect(Collectors.joining());
  }

  /** One line of letters that ASCII has; none of the characters that a PDF string would need to escape. */
  static String text(int x, int y, String line) {
    return line.isEmpty() ? "" : "BT /F1 11 Tf %d %d Td (%s) Tj ET\n".formatted(x, y, line);
  }
}
