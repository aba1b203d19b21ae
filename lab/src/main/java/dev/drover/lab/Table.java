package dev.drover.lab;

import dev.drover.lab.Contender.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The results of an experiment for people: as text for a terminal, or as Markdown for a page. */
final class Table {
  private static final List<String> HEAD = List.of("measured", "median", "min .. max", "bar", "", "against");
  private static final String NOT_RUN = "not run: ";

  private final Result result;
  private final List<List<String>> rows;

  Table(Result result) {
    this.result = result;
    this.rows = result.series().stream().map(this::row).toList();
  }

  private List<String> row(Series series) {
    String name = series.contender().name();
    if (!series.ran()) {
      return List.of(name, NOT_RUN + series.notRun(), "", "", "", "");
    }
    Spread spread = series.spread();
    return List.of(
        name,
        text(spread.median()),
        range(spread),
        series.contender().bar().text(),
        result.reached(series).map(reached -> reached ? "reached" : "MISSED").orElse(""),
        series.contender().role() == Role.DROVER ? against(series) : "");
  }

  private String text(double nanos) {
    return result.experiment().unit().text(nanos, result.items());
  }

  /** Smaller figure first, whichever way the unit runs. */
  private String range(Spread spread) {
    boolean rate = result.experiment().unit() == Unit.RATE;
    return text(rate ? spread.max() : spread.min()) + " .. " + text(rate ? spread.min() : spread.max());
  }

  /** The time as a multiple of the fastest peer's, and of the floor's. */
  private String against(Series mine) {
    List<String> parts = new ArrayList<>();
    for (Role role : List.of(Role.PEER, Role.FLOOR)) {
      result.fastest(role).ifPresent(other -> parts.add(
          Unit.plain(Spread.ratio(mine.nanos(), other.nanos())) + " x " + other.contender().name()));
    }
    return String.join(", ", parts);
  }

  String text() {
    List<List<String>> all = new ArrayList<>();
    all.add(HEAD);
    all.addAll(rows);
    int[] widths = IntStream.range(0, HEAD.size())
        .map(column -> all.stream().mapToInt(r -> width(r, column)).max().orElse(0))
        .toArray();
    return title() + "\n" + all.stream().map(r -> line(r, widths)).collect(Collectors.joining("\n")) + "\n";
  }

  /** A reason for not running may be long, and has the rest of its line for itself. */
  private static int width(List<String> row, int column) {
    return column > 0 && row.get(1).startsWith(NOT_RUN) ? 0 : row.get(column).length();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder(" ");
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(' ').append(cell).repeat(' ', Math.max(0, widths[column] - cell.length()) + 1);
    }
    return line.toString().stripTrailing();
  }

  String markdown() {
    String rule = "|" + "---|".repeat(HEAD.size());
    return "### " + title() + "\n\n" + markdown(HEAD) + "\n" + rule + "\n"
        + rows.stream().map(Table::markdown).collect(Collectors.joining("\n")) + "\n";
  }

  private static String markdown(List<String> row) {
    return "| " + String.join(" | ", row) + " |";
  }

  private String title() {
    return result.experiment().name() + ": " + result.experiment().what()
        + (result.items() > 1 ? String.format(Locale.ROOT, " (%,d items)", result.items()) : "");
  }
}
