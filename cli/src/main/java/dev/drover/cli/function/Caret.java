package dev.drover.cli.function;

/** Shows a place in a text: its line, and a caret below the column. */
final class Caret {
  private static final String INDENT = "    ";

  private Caret() {}

  static String under(String text, int place) {
    int at = Math.max(0, Math.min(place, text.length() - 1));
    int begin = text.lastIndexOf('\n', at - 1) + 1;
    int newline = text.indexOf('\n', at);
    String line = text.substring(begin, newline < 0 ? text.length() : newline);
    String before = line.substring(0, Math.min(at - begin, line.length())).replaceAll("[^\t]", " ");
    return INDENT + line + System.lineSeparator() + INDENT + before + "^";
  }
}
