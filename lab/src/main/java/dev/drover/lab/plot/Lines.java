package dev.drover.lab.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Curves over two logarithmic axes, each with its name at its end.
 *
 * @param name of the drawing
 * @param curves the first ones have the strongest colours
 * @param across what the lower axis counts
 * @param xUnit the text of a number at the lower axis
 * @param yUnit the text of a number at the left axis
 */
public record Lines(
    String name, List<Curve> curves, String across, DoubleFunction<String> xUnit, DoubleFunction<String> yUnit) {
  private static final double WIDTH = 900;
  private static final double HEIGHT = 380;
  private static final double LEFT = 80;
  private static final double RIGHT = 660;
  private static final double TOP = 14;
  private static final double BOTTOM = 325;
  private static final double LABEL_STEP = 17;
  private static final int COLOURS = 8;

  /**
   * A curve.
   *
   * @param label its name
   * @param points from left to right
   */
  public record Curve(String label, List<Point> points) {}

  /**
   * A point of it.
   *
   * @param x above 0
   * @param y above 0
   */
  public record Point(double x, double y) {}

  private record Label(String text, double place, int colour) {}

  /**
   * Draws.
   *
   * @return the element {@code svg}
   */
  public String svg() {
    LogScale x = LogScale.around(numbers().mapToDouble(Point::x), LEFT, RIGHT);
    LogScale y = LogScale.around(numbers().mapToDouble(Point::y), BOTTOM, TOP);
    Svg svg = new Svg(WIDTH, HEIGHT, name);
    axes(svg, x, y);
    for (int i = 0; i < curves.size(); i++) {
      draw(svg, x, y, curves.get(i), colour(i));
    }
    labels(y).forEach(l -> svg.line("key " + type(l.colour), RIGHT + 8, l.place - 4, RIGHT + 22, l.place - 4)
        .label("value", RIGHT + 27, l.place, "start", l.text));
    return svg.end();
  }

  private Stream<Point> numbers() {
    return curves.stream().flatMap(c -> c.points().stream());
  }

  private void axes(Svg svg, LogScale x, LogScale y) {
    for (double tick : x.ticks()) {
      svg.line("grid", x.place(tick), TOP, x.place(tick), BOTTOM)
          .label("tick", x.place(tick), BOTTOM + 20, "middle", xUnit.apply(tick));
    }
    for (double tick : y.ticks()) {
      svg.line("grid", LEFT, y.place(tick), RIGHT, y.place(tick))
          .label("tick", LEFT - 8, y.place(tick) + 4, "end", yUnit.apply(tick));
    }
    svg.label("tick", (LEFT + RIGHT) / 2, BOTTOM + 44, "middle", across);
  }

  private void draw(Svg svg, LogScale x, LogScale y, Curve curve, int colour) {
    svg.path("curve " + type(colour), curve.points().stream()
        .map(p -> Svg.point(x.place(p.x()), y.place(p.y())))
        .collect(Collectors.joining(" ")));
    curve.points().forEach(p -> svg.dot("dot " + type(colour), x.place(p.x()), y.place(p.y()), 3.5,
        curve.label() + ", " + xUnit.apply(p.x()) + ": " + yUnit.apply(p.y())));
  }

  private static int colour(int i) {
    return i % COLOURS;
  }

  private static String type(int colour) {
    return "c" + colour;
  }

  /**
   * Where curves end close to one another their names are moved apart, downwards first and then back up into the
   * drawing.
   */
  private List<Label> labels(LogScale y) {
    List<Label> sorted = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      List<Point> points = curves.get(i).points();
      if (!points.isEmpty()) {
        sorted.add(new Label(curves.get(i).label(), y.place(points.getLast().y()) + 4, colour(i)));
      }
    }
    sorted.sort(Comparator.comparingDouble(Label::place));
    double[] places = sorted.stream().mapToDouble(Label::place).toArray();
    apart(places);
    List<Label> moved = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      moved.add(new Label(sorted.get(i).text, places[i], sorted.get(i).colour));
    }
    return moved;
  }

  /** Sorted places, moved until neighbours are far enough from one another. */
  static void apart(double... places) {
    for (int i = 1; i < places.length; i++) {
      places[i] = Math.max(places[i], places[i - 1] + LABEL_STEP);
    }
    double last = BOTTOM;
    for (int i = places.length - 1; i >= 0; i--) {
      places[i] = Math.min(places[i], last);
      last = places[i] - LABEL_STEP;
    }
  }
}
