package dev.drover.lab;

import dev.drover.lab.Contender.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of an experiment for people: as text for a terminal, or as Markdown for a page. */
final class Table {
  static final List<String> HEAD = List.of("measured", "median", "min .. max", "bar", "", "against");
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
      return List.of(name, NOT_RUN + series.notRun());
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
          Unit.plain(Spread.ratio(mine.figures(), other.figures())) + " x " + other.contender().name()));
    }
    return String.join(", ", parts);
  }

  String text() {
    List<List<String>> all = new ArrayList<>();
    all.add(HEAD);
    all.addAll(rows);
    return title() + "\n" + Columns.aligned(all);
  }

  String markdown() {
    String rule = "|" + "---|".repeat(HEAD.size());
    return "### " + title() + "\n\n" + markdown(HEAD) + "\n" + rule + "\n"
        + rows().stream().map(Table::markdown).collect(Collectors.joining("\n")) + "\n";
  }

  /** All cells of all contenders. */
  List<List<String>> rows() {
    return rows.stream().map(Table::full).toList();
  }

  private static List<String> full(List<String> row) {
    return Stream.concat(row.stream(), Stream.generate(() -> "")).limit(HEAD.size()).toList();
  }

  private static String markdown(List<String> row) {
    return "| " + String.join(" | ", row) + " |";
  }

  /** Name, work, and how many items if there are more than one. */
  String title() {
    return result.experiment().name() + ": " + result.experiment().what()
        + (result.items() > 1 ? String.format(Locale.ROOT, " (%,d items)", result.items()) : "");
  }
}
