package dev.drover.lab;

import dev.drover.lab.plot.Lines;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole run.
 *
 * @param at when it began
 * @param machine where
 * @param command the arguments of the lab
 * @param results what was measured
 * @param rows of the bars, if they were asked for
 */
record Report(Instant at, Machine machine, List<String> command, List<Result> results, List<BarRow> rows) {
  private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("at", at.toString());
    root.put("machine", machine);
    root.put("command", command);
    if (!rows.isEmpty()) {
      root.put("bars", scoreboard().lines().stream().map(Report::line).toList());
    }
    root.put("experiments", results.stream().map(Report::experiment).toList());
    return JSON.writeValueAsString(root) + "\n";
  }

  Scoreboard scoreboard() {
    return new Scoreboard(rows, results);
  }

  private static Map<String, Object> line(Scoreboard.Line line) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("work", line.row().work());
    map.put("bar", line.row().bar());
    map.put("floor", line.row().floor());
    map.put("state", line.state().words());
    map.put("missing", line.missing());
    map.put("measured", line.judged().stream().map(Report::judged).toList());
    return map;
  }

  private static Map<String, Object> judged(Judged one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("experiment", one.result().experiment().name());
    map.put("contender", one.series().contender().name());
    map.put("measured", one.measured());
    map.put("bar", one.series().contender().bar().text());
    one.factor().ifPresent(factor -> map.put("timesAllowed", factor));
    map.put("peer", one.peer());
    one.floor().ifPresent(floor -> map.put("floor", floor));
    return map;
  }

  private static Map<String, Object> experiment(Result result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", result.experiment().name());
    map.put("what", result.experiment().what());
    map.put("items", result.items());
    map.put("figures", result.series().stream().map(s -> figure(result, s)).toList());
    if (!result.curves().isEmpty()) {
      map.put("curves", result.curves().stream().map(Report::curves).toList());
    }
    return map;
  }

  private static Map<String, Object> curves(Lines lines) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", lines.name());
    map.put("across", lines.across());
    map.put("curves", lines.curves());
    return map;
  }

  private static Map<String, Object> figure(Result result, Series series) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("contender", series.contender().name());
    map.put("role", series.contender().role());
    if (!series.ran()) {
      map.put("notRun", series.notRun());
      return map;
    }
    Spread spread = series.spread();
    map.put(result.experiment().unit().key(), Map.of("min", spread.min(), "median", spread.median(), "max", spread.max()));
    map.put("rounds", series.figures());
    map.put("ratios", ratios(result, series));
    map.put("bar", series.contender().bar().text());
    result.reached(series).ifPresent(reached -> map.put("reached", reached));
    return map;
  }

  private static Map<String, Double> ratios(Result result, Series mine) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    result.series().stream()
        .filter(s -> s.ran() && s.contender().role() != mine.contender().role())
        .forEach(s -> ratios.put(s.contender().name(), Spread.ratio(mine.figures(), s.figures())));
    return ratios;
  }
}
