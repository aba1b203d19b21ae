package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir Path folder;

  @BeforeEach
  void someFiles() throws Exception {
    Files.createDirectories(folder.resolve("in/sub"));
    Files.writeString(folder.resolve("in/a.txt"), "a");
    Files.writeString(folder.resolve("in/b.txt"), "bb");
    Files.writeString(folder.resolve("in/sub/c.txt"), "ccc");
  }

  private DroverProcess drover() {
    return new DroverProcess(folder);
  }

  @Test
  void linesOfStandardInputBecomeNumbersWhenTheFunctionSaysSo() throws Exception {
    var result = drover().input("1\n2\n\n3\n").run("long n -> n * n * n", "-k");
    assertThat(result.out()).isEqualTo("1\n8\n27\n");
    assertThat(result.err()).contains("drover: 3 items: 3 ok").contains("slowest: ");
    assertThat(result.status()).isZero();
  }

  @Test
  void aGlobGivesPathsInTheOrderOfTheirNames() throws Exception {
    var result = drover().run("p -> Files.size(p)", "in/**/*.txt", "-k", "--tag", "-q");
    assertThat(result.out()).isEqualTo("in/a.txt\t1\nin/b.txt\t2\nin/sub/c.txt\t3\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void workerProcessesRunWhatWasTyped() throws Exception {
    var result = drover().run("p -> { System.out.println(p); return Files.readString(p); }", "in/**", "-k", "-q",
        "--on", "processes", "-j", "2");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("a\nbb\nccc\n");
  }

  @Test
  void whatItemsPrintIsKeptOutOfTheResultsAndShownOnDemand() throws Exception {
    String job = "String s -> { System.out.println(\"says \" + s); return s; }";
    assertThat(drover().run(job, "x").out()).isEqualTo("x\n");
    var verbose = drover().run(job, "x", "-v");
    assertThat(verbose.out()).isEqualTo("x\n");
    assertThat(verbose.err()).contains("x | says x");
  }

  @Test
  void someFailuresAreNamedWithTheirCauseAndTheNextCommand() throws Exception {
    var result = drover().run("long n -> { System.out.println(\"try \" + n); return 6 / n; }", "1", "0", "3");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out().lines()).containsExactlyInAnyOrder("6", "2");
    assertThat(result.err())
        .contains("drover: 3 items: 2 ok, 1 failed")
        .contains("failed: 1 x ArithmeticException: / by zero")
        .contains("  0: 1 attempt; last line: try 0")
        .containsPattern("  again: drover retry \\d{8}-\\d{6}-\\d+\n")
        .doesNotContain("\tat ");
  }

  @Test
  void anInputThatCannotBecomeTheTypeFailsAlone() throws Exception {
    var result = drover().input("1\nx\n3\n").run("long n -> n", "-k", "-q");
    assertThat(result.out()).isEqualTo("1\n3\n");
    assertThat(result.err()).contains("failed: 1 x NumberFormatException");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void resultsGoToAMirroredTree() throws Exception {
    var result = drover().run("p -> Files.readString(p).toUpperCase()", "in/**", "-o", "results/here");
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(folder.resolve("results/here/a.txt.out")).hasContent("A");
    assertThat(folder.resolve("results/here/sub/c.txt.out")).hasContent("CCC");
    try (Stream<Path> all = Files.walk(folder.resolve("results"))) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(3);
    }
  }

  @Test
  void jsonLinesTellOfFailuresToo() throws Exception {
    var result = drover().run("long n -> 6 / n", "--range", "0..1", "--output", "jsonl", "-k", "-q");
    assertThat(result.out().lines().toList().getFirst())
        .startsWith("{\"index\":0,\"input\":0,\"outcome\":\"failed\",\"failure\":\"Threw\",");
    assertThat(result.out().lines().toList().getLast())
        .startsWith("{\"index\":1,\"input\":1,\"outcome\":\"ok\",\"value\":6,\"millis\":");
  }

  @Test
  void aFunctionWithoutAResultPrintsNothing() throws Exception {
    var result = drover().run("p -> Files.delete(p)", "in/*.txt", "-q");
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(folder.resolve("in/a.txt")).doesNotExist();
  }

  @Test
  void haltAndDeadlineHaveStatusesOfTheirOwn() throws Exception {
    assertThat(drover().run("long n -> n / 0", "--range", "1..5000", "--halt", "now,fail=1", "-q").status())
        .isEqualTo(3);
    var late = drover().run("long n -> { Thread.sleep(50); return n; }", "--range", "1..5000", "--deadline", "1s",
        "--on", "threads", "--output", "none");
    assertThat(late.err()).contains("drover: stopped by --deadline after 1.0 s");
    assertThat(late.status()).isEqualTo(124);
  }

  @Test
  void anItemThatHangsIsStoppedByItsTimeout() throws Exception {
    var result = drover().run("long n -> { while (n == 2) { } return n; }", "--range", "1..3", "--timeout", "1s", "-k");
    assertThat(result.out()).isEqualTo("1\n3\n");
    assertThat(result.err()).contains("timed out after 1 s");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void aStragglerIsStopped() throws Exception {
    var result = drover().run(
        "long n -> { while (n == 2) { } return n; }", "--range", "1..20", "--timeout", "300%", "-j", "2", "--batch", "1");
    assertThat(result.out().lines()).hasSize(19).doesNotContain("2");
    assertThat(result.err()).contains("timed out after 1 s: 3 times the median of ");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void dryRunCountsAndStartsNothing() throws Exception {
    var result = drover().run("p -> { Files.delete(p); return 1; }", "in/**", "--dry-run", "--timeout", "5s");
    assertThat(result.out())
        .contains("job:      lambda of Path")
        .contains("inputs:   3, files 'in/**'")
        .contains("in/a.txt")
        .contains("timeout:  5.0 s for each item");
    assertThat(folder.resolve("in/a.txt")).exists();
    assertThat(result.status()).isZero();
  }

  @Test
  void theEnvironmentStandsForOptionsThatAreNotTyped() throws Exception {
    var result = drover().with("DROVER_TAG", "1").with("DROVER_RANGE", "1..2").with("DROVER_QUIET", "1")
        .run("long n -> -n", "-k");
    assertThat(result.out()).isEqualTo("1\t-1\n2\t-2\n");
    var typed = drover().with("DROVER_RANGE", "1..2").run("s -> s", "typed", "-q");
    assertThat(typed.out()).isEqualTo("typed\n");
    var wrong = drover().with("DROVER_JOBS", "0").run("s -> s", "x");
    assertThat(wrong.err()).isEqualTo("drover: DROVER_JOBS is '0'; it must be 1 or more, a percentage of the cores, "
        + "or -1 for all cores\n");
  }

  @Test
  void inputsOfAFileMayEndWithZeroBytes() throws Exception {
    Files.writeString(folder.resolve("list"), "in/a.txt\0in/b.txt\0");
    assertThat(drover().run("Path p -> Files.size(p)", "-0", "-a", "list", "-k", "-q").out()).isEqualTo("1\n2\n");
  }
}
