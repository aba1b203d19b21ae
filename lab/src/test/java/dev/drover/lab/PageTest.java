package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final Machine MACHINE =
      new Machine("a <fast> one", 2, 1L << 34, "Linux", "25", "Python 3", "abc+", 0.5);

  private static String page(List<BarRow> rows) {
    Series mine = Series.of(Samples.drover(new Bar.AtMost(Duration.ofNanos(3))), 1, 2, 4, 6);
    Series gone = Series.notRun(Samples.peer("gone"), 1, "python3 is not on the PATH");
    Result result = new Result(Samples.experiment(Unit.TIME), 1, List.of(mine, gone));
    return new Page(new Report(Instant.EPOCH, MACHINE, List.of("bars", "--quick"), List.of(result), rows)).html();
  }

  @Test
  void theBarsStandInATableAndInWordsBeforeTheDrawings() {
    String page = page(List.of(BarRow.of("a thing", "<= 3 ns", "-", "made-up")));

    assertThat(page)
        .contains("a &lt;fast&gt; one", "lab/run bars --quick", "<span class=\"state missed\">falls short</span> a thing")
        .contains("<li>1 rows: 1 falls short.</li>", "MISSED 1.33 x", "not run: python3 is not on the PATH");
    assertThat(page.indexOf("The bars")).isLessThan(page.indexOf("<svg"));
  }

  @Test
  void aRunWithoutBarsHasTheDrawingsOnly() {
    assertThat(page(List.of())).doesNotContain("The bars").contains("<svg", "class=\"limit\"");
  }

  @Test
  void thePageIsWholeByItself() {
    assertThat(page(List.of()))
        .doesNotContain("<script", "http:", "https:", "src=", "<link", "@import", "url(")
        .contains("prefers-color-scheme: dark");
  }
}
