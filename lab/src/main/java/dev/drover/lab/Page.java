package dev.drover.lab;

import dev.drover.lab.Contender.Role;
import dev.drover.lab.plot.Dots;
import dev.drover.lab.plot.Lines;
import dev.drover.lab.plot.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A run as one page: the bars in a table and in words, then each experiment as a drawing and as a table. Everything is
 * in the one file; it needs no network and no script.
 */
final class Page {
  private final Report report;

  Page(Report report) {
    this.report = report;
  }

  String html() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Drover: figures of %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>Drover: what it takes</h1>
        <p class="key"><span class="drover">Drover</span> <span class="peer">others</span>
        <span class="floor">plain code</span> <span class="limit">the bar</span>
        A dot is the median, its line goes from the smallest to the largest. Left is better.</p>
        <p class="where">%s<br>Measured %s with <code>lab/run %s</code></p>
        %s%s</main>
        </body>
        </html>
        """.formatted(
        report.at(), style(), Markup.escaped(report.machine().text()), report.at(),
        Markup.escaped(String.join(" ", report.command())),
        report.rows().isEmpty() ? "" : bars(report.scoreboard()),
        report.results().stream().map(Page::experiment).collect(Collectors.joining()));
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("/page/style.css")) {
      if (in == null) {
        throw new IllegalStateException("the style of the page is missing in the lab's jar; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- the bars ---

  private static String bars(Scoreboard board) {
    String lines = board.lines().stream().map(Page::line).collect(Collectors.joining());
    return "<h2>The bars</h2>\n<ul>\n"
        + board.words().stream().map(w -> "<li>" + Markup.escaped(w) + "</li>\n").collect(Collectors.joining())
        + "</ul>\n<div class=\"wide\"><table>\n" + Html.row("th", Scoreboard.HEAD) + lines + "</table></div>\n";
  }

  private static String line(Scoreboard.Line line) {
    String state = line.state().name().toLowerCase(Locale.ROOT);
    String head = "<tr class=\"work\"><th colspan=\"" + Scoreboard.HEAD.size() + "\">"
        + "<span class=\"state " + state + "\">" + line.state().words() + "</span> "
        + Markup.escaped(line.row().work()) + "</th></tr>\n";
    return head + line.cells().stream().map(cells -> Html.row("td", cells)).collect(Collectors.joining());
  }

  // --- an experiment ---

  private static String experiment(Result result) {
    Table table = new Table(result);
    String name = Markup.escaped(result.experiment().name());
    return "<section id=\"" + name + "\">\n<h2>" + name + "</h2>\n<p>" + Markup.escaped(table.title()) + "</p>\n"
        + dots(result) + result.curves().stream().map(Page::lines).collect(Collectors.joining())
        + "<details><summary>Figures</summary>\n<div class=\"wide\"><table>\n"
        + Html.row("th", Table.HEAD) + table.rows().stream().map(r -> Html.row("td", r)).collect(Collectors.joining())
        + "</table></div></details>\n</section>\n";
  }

  private static String dots(Result result) {
    List<Dots.Mark> marks = result.series().stream().filter(Series::ran).map(s -> mark(result, s)).toList();
    Unit unit = result.experiment().unit();
    return marks.isEmpty()
        ? "<p>Nothing was run.</p>\n"
        : new Dots(result.experiment().what(), marks, figure -> unit.text(figure, result.items())).svg();
  }

  private static String lines(Lines lines) {
    return "<h3>" + Markup.escaped(lines.name()) + "</h3>\n" + lines.svg();
  }

  private static Dots.Mark mark(Result result, Series series) {
    Spread spread = series.spread();
    double factor = result.factor(series).orElse(0);
    return new Dots.Mark(
        series.contender().name(), type(series.contender().role()), spread.min(), spread.median(), spread.max(),
        result.experiment().unit().text(spread.median(), result.items()), factor > 0 ? spread.median() / factor : 0);
  }

  private static String type(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
