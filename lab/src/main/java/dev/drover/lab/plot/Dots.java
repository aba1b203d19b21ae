package dev.drover.lab.plot;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * One line for each contender: a dot for the median on a bar from the smallest to the largest figure, on a logarithmic
 * axis, and a dashed line for what has to be reached.
 *
 * @param name of the drawing
 * @param marks from top to bottom
 * @param unit the text of a figure at the axis
 */
public record Dots(String name, List<Mark> marks, DoubleFunction<String> unit) {
  private static final double WIDTH = 900;
  private static final double LEFT = 320;
  private static final double RIGHT = 800;
  private static final double ROW = 24;
  private static final double TOP = 10;
  private static final double FOOT = 28;
  private static final double GAP = 8;

  /**
   * A contender.
   *
   * @param label its name
   * @param type the class of its colour: {@code drover}, {@code peer} or {@code floor}
   * @param min the smallest figure
   * @param median the middle one
   * @param max the largest
   * @param text the median for people
   * @param limit what it may be at most, or 0 if there is no such number
   */
  public record Mark(String label, String type, double min, double median, double max, String text, double limit) {
    private DoubleStream numbers() {
      return DoubleStream.of(min, median, max, limit);
    }
  }

  /**
   * Draws.
   *
   * @return the element {@code svg}
   */
  public String svg() {
    double bottom = TOP + ROW * marks.size();
    LogScale scale = LogScale.around(marks.stream().flatMapToDouble(Mark::numbers), LEFT, RIGHT);
    Svg svg = new Svg(WIDTH, bottom + FOOT, name);
    for (double tick : scale.ticks()) {
      svg.line("grid", scale.place(tick), TOP, scale.place(tick), bottom)
          .label("tick", scale.place(tick), bottom + 18, "middle", unit.apply(tick));
    }
    for (int i = 0; i < marks.size(); i++) {
      draw(svg, scale, marks.get(i), TOP + ROW * (i + 0.5));
    }
    return svg.end();
  }

  private static void draw(Svg svg, LogScale scale, Mark mark, double y) {
    svg.label("name", LEFT - 12, y + 4, "end", mark.label());
    if (mark.limit() > 0) {
      svg.line("limit", scale.place(mark.limit()), y - ROW / 2 + 1, scale.place(mark.limit()), y + ROW / 2 - 1);
    }
    svg.line("range " + mark.type(), scale.place(mark.min()), y, scale.place(mark.max()), y)
        .dot("dot " + mark.type(), scale.place(mark.median()), y, 5, mark.label() + ": " + mark.text())
        .label("value", RIGHT + GAP, y + 4, "start", mark.text());
  }
}
