package dev.drover.lab.plot;

import java.util.Locale;

/** A drawing under construction. Not thread-safe. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  /** A drawing that grows and shrinks with the page, with a name for those who can't see it. */
  Svg(double width, double height, String name) {
    text.append("<svg class=\"plot\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n".formatted(
        number(width), number(height), Markup.escaped(name)));
  }

  Svg line(String type, double x1, double y1, double x2, double y2) {
    text.append("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n".formatted(
        type, number(x1), number(y1), number(x2), number(y2)));
    return this;
  }

  /** A dot that tells something when it is pointed at. */
  Svg dot(String type, double x, double y, double radius, String told) {
    text.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>\n".formatted(
        type, number(x), number(y), number(radius), Markup.escaped(told)));
    return this;
  }

  /** The anchor is {@code start}, {@code middle} or {@code end}. */
  Svg label(String type, double x, double y, String anchor, String what) {
    text.append("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n".formatted(
        type, number(x), number(y), anchor, Markup.escaped(what)));
    return this;
  }

  Svg path(String type, String points) {
    text.append("<polyline class=\"%s\" points=\"%s\"/>\n".formatted(type, points));
    return this;
  }

  static String point(double x, double y) {
    return number(x) + "," + number(y);
  }

  private static String number(double value) {
    String fixed = String.format(Locale.ROOT, "%.1f", value);
    return fixed.endsWith(".0") ? fixed.substring(0, fixed.length() - 2) : fixed;
  }

  String end() {
    return text + "</svg>\n";
  }
}
