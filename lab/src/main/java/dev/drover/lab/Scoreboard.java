package dev.drover.lab;

import dev.drover.lab.Contender.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All bars in one view: what was measured, what has to be reached, the fastest peer of the same run and the physical
 * floor; then in words what falls short, what nobody has measured and who was not there. A row counts as reached only
 * if all that it judges was measured and reached.
 */
final class Scoreboard {
  static final List<String> HEAD = List.of("work", "measured", "bar", "verdict", "fastest peer", "floor");

  /** What became of a row. */
  enum State {
    REACHED("reached"),
    MISSED("falls short"),
    NOT_MEASURED("not measured");

    private final String words;

    State(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * A row with what was measured for it.
   *
   * @param row of the bars
   * @param judged none if nothing was measured
   * @param missing experiments of the row that were not run, or that there are not yet
   */
  record Line(BarRow row, List<Judged> judged, List<String> missing) {
    State state() {
      if (judged.stream().anyMatch(Judged::missed)) {
        return State.MISSED;
      }
      boolean all = !judged.isEmpty() && missing.isEmpty() && judged.stream().allMatch(j -> j.factor().isPresent());
      return all ? State.REACHED : State.NOT_MEASURED;
    }

    /** A line for each contender, or one that says that there is none. */
    List<List<String>> cells() {
      return judged.isEmpty()
          ? List.of(List.of("", "not measured", row.bar(), "", "", row.floor()))
          : judged.stream().map(this::cells).toList();
    }

    private List<String> cells(Judged one) {
      return List.of(
          one.series().contender().name(), one.measured(), one.series().contender().bar().text(), one.verdict(),
          one.peer(), one.floor().orElse(row.floor()));
    }
  }

  private final List<Line> lines;
  private final List<Result> results;

  Scoreboard(List<BarRow> rows, List<Result> results) {
    this.results = List.copyOf(results);
    this.lines = rows.stream().map(this::line).toList();
  }

  private Line line(BarRow row) {
    Set<String> ran = results.stream().map(r -> r.experiment().name()).collect(Collectors.toSet());
    List<Judged> judged = results.stream()
        .filter(r -> row.experiments().contains(r.experiment().name()))
        .flatMap(Scoreboard::judged)
        .toList();
    return new Line(row, judged, row.experiments().stream().filter(name -> !ran.contains(name)).toList());
  }

  private static Stream<Judged> judged(Result result) {
    return result.series().stream()
        .filter(s -> !(s.contender().bar() instanceof Bar.None))
        .map(s -> new Judged(result, s));
  }

  List<Line> lines() {
    return lines;
  }

  /** Everything, for a terminal. */
  String text() {
    List<List<String>> all = new ArrayList<>();
    all.add(HEAD);
    lines.forEach(l -> {
      all.add(List.of(l.row().work()));
      if (l.judged().isEmpty()) {
        all.add(List.of("", "not measured; bar: " + l.row().bar() + "; floor: " + l.row().floor()));
      } else {
        l.cells().stream().map(Scoreboard::indented).forEach(all::add);
      }
    });
    return Columns.aligned(all) + "\n" + words().stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> indented(List<String> cells) {
    List<String> moved = new ArrayList<>(cells);
    moved.set(0, "  " + cells.getFirst());
    return moved;
  }

  /** What the table says, in sentences. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(count());
    shortfalls().forEach(s -> words.add("Falls short: " + s));
    unmeasured().forEach(s -> words.add("Not measured: " + s));
    absent().forEach((who, why) -> words.add("Not there: " + who + " (" + why + ")"));
    return words;
  }

  private String count() {
    Map<State, Long> counts =
        lines.stream().collect(Collectors.groupingBy(Line::state, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().words())
        .collect(Collectors.joining(", ", lines.size() + " rows: ", "."));
  }

  /** The worst first. */
  List<String> shortfalls() {
    return lines.stream()
        .flatMap(l -> l.judged().stream().filter(Judged::missed).map(j -> Map.entry(l.row(), j)))
        .sorted((a, b) -> Double.compare(b.getValue().factor().orElse(0), a.getValue().factor().orElse(0)))
        .map(e -> shortfall(e.getKey(), e.getValue()))
        .toList();
  }

  private static String shortfall(BarRow row, Judged one) {
    return "%s: %s has %s, the bar is %s: by a factor of %s".formatted(
        row.work(), one.series().contender().name(), one.measured(), one.series().contender().bar().text(),
        Unit.plain(one.factor().orElse(0)));
  }

  /** Rows that nothing judges, and contenders that could not be judged. */
  List<String> unmeasured() {
    List<String> names = new ArrayList<>();
    for (Line line : lines) {
      line.missing().forEach(name -> names.add(line.row().work() + " (" + missing(name) + ")"));
      line.judged().stream()
          .filter(j -> j.factor().isEmpty())
          .forEach(j -> names.add(line.row().work() + ": " + j.series().contender().name() + " (" + j.reason() + ")"));
    }
    return names;
  }

  private static String missing(String experiment) {
    return Experiments.names().contains(experiment)
        ? experiment + " was not run"
        : "there is no experiment " + experiment + " yet";
  }

  /** Peers that were not run anywhere, with the reason. */
  Map<String, String> absent() {
    Map<String, TreeSet<String>> reasons = new TreeMap<>();
    results.stream().flatMap(r -> r.series().stream())
        .filter(s -> s.contender().role() == Role.PEER && !s.ran())
        .forEach(s -> reasons.computeIfAbsent(s.contender().name(), _ -> new TreeSet<>()).add(s.notRun()));
    return reasons.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> String.join("; ", e.getValue()), (a, _) -> a, TreeMap::new));
  }
}
