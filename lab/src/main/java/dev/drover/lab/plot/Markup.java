package dev.drover.lab.plot;

/** Text within markup. */
public final class Markup {
  private Markup() {}

  /**
   * What would be taken for markup, written so that it is not.
   *
   * @param raw any text
   * @return for an element or an attribute in double quotes
   */
  public static String escaped(String raw) {
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
