package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryCommandTest {
  private static final String FAILS_WITHOUT_FLAG =
      "p -> { if (p.endsWith(\"b.txt\") && !Files.exists(Path.of(\"flag\"))) throw new IOException(\"no flag\"); "
          + "return p.getFileName() + \" in \" + ProcessHandle.current().pid(); }";

  @TempDir Path folder;

  private DroverProcess drover() {
    return new DroverProcess(folder);
  }

  private List<Path> records() throws Exception {
    try (Stream<Path> all = Files.list(folder.resolve(".state/drover/runs"))) {
      return all.toList();
    }
  }

  /** One that can be found, but not read. */
  private void writeRecord(String id) throws Exception {
    Path runs = Files.createDirectories(folder.resolve(".state/drover/runs"));
    Files.writeString(runs.resolve(id + ".run"), "something else");
  }

  private void failOnce() throws Exception {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.txt"), "a");
    Files.writeString(folder.resolve("in/b.txt"), "b");
    assertThat(drover().run(FAILS_WITHOUT_FLAG, "in/*.txt", "-o", "out").status()).isEqualTo(1);
  }

  @Test
  void theFailedItemsRunAgainWithTheSameJobAndOptions() throws Exception {
    failOnce();
    Files.writeString(folder.resolve("out/a.txt.out"), "untouched");
    Files.createFile(folder.resolve("flag"));
    var again = drover().run("retry");
    assertThat(again.err()).contains("drover: 1 item: 1 ok");
    assertThat(again.status()).isZero();
    assertThat(folder.resolve("out/b.txt.out")).content().startsWith("b.txt in ");
    assertThat(folder.resolve("out/a.txt.out")).hasContent("untouched");
    var nothing = drover().run("retry");
    assertThat(nothing.err()).matches("drover: run '\\d{8}-\\d{6}-\\d+' has no failed items; there is nothing to retry\n");
    assertThat(nothing.status()).isZero();
    assertThat(records()).hasSize(2).allMatch(f -> f.toString().endsWith(".run"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".state/drover/runs"))))
        .isEqualTo("rwx------");
  }

  @Test
  void inlineRunsOneByOneInTheProcessOfTheCommand() throws Exception {
    String job = "long n -> { if (Task.current().orElseThrow().attempt() > 1) System.exit(9);"
        + " throw new IllegalStateException(n + \" in \" + ProcessHandle.current().pid()); }";
    drover().run(job, "--range", "1..3", "--timeout", "30s", "--retries", "0", "-k");
    var again = drover().run("retry", "--inline");
    assertThat(again.status()).isEqualTo(1);
    List<String> pids = again.err().lines()
        .filter(line -> line.startsWith("      attempt 1, "))
        .map(line -> line.replaceFirst(".* in (\\d+)$", "$1"))
        .toList();
    assertThat(pids).hasSize(3);
    assertThat(pids.stream().distinct()).hasSize(1);
    assertThat(again.err()).contains("at lambda.body(the function of the command line)");
  }

  @Test
  void whatIsTypedGoesBeforeWhatWasRecorded() throws Exception {
    drover().run("long n -> n / 0", "--range", "1..1", "--tag", "--output", "jsonl");
    var again = drover().run("retry", "--output", "none", "--dry-run");
    assertThat(again.out()).contains("inputs:   1, failed items of run ");
    var text = drover().run("retry", "-q");
    assertThat(text.out()).startsWith("{\"index\":0,\"input\":1,\"outcome\":\"failed\"");
    assertThat(drover().run("retry", "--output", "none", "-q").out()).isEmpty();
  }

  @Test
  void awkwardTextsSurvive() throws Exception {
    String awkward = "tab\tback\\slash \u00e9\nsecond line";
    Files.writeString(folder.resolve("list"), awkward + "\0");
    String job = "String s -> { if (!Files.exists(Path.of(\"flag\"))) throw new IOException(); return s; }";
    assertThat(drover().run(job, "-0", "-a", "list", "-q").status()).isEqualTo(1);
    Files.createFile(folder.resolve("flag"));
    assertThat(drover().run("retry", "-q").out()).isEqualTo(awkward + "\n");
  }

  @Test
  void withoutAnyRunThereIsNothingToRetry() throws Exception {
    var none = drover().run("retry");
    assertThat(none.err()).isEqualTo("drover: there is no run to retry in " + folder.resolve(".state/drover/runs")
        + "; a run is recorded when it ends, and the newest 20 are kept\n");
    assertThat(none.status()).isEqualTo(2);
  }

  @Test
  void aNameThatNoRunHasIsAnsweredWithTheNewest() throws Exception {
    writeRecord("20200110-000000-1");
    assertThat(drover().run("retry", "yesterday").err())
        .isEqualTo("drover: there is no run 'yesterday'; the newest are 20200110-000000-1\n");
  }

  @Test
  void wordsThatDoNotFitAreSaidWithTheWayOut() throws Exception {
    assertThat(drover().run("retry", "a", "b").err()).isEqualTo(
        "drover: retry takes the name of one run, not 2; without a name it takes the last run: drover retry\n");
    assertThat(drover().run("s -> s", "x", "--inline").err())
        .isEqualTo("drover: --inline goes with 'drover retry'; for a run of its own use --on inline\n");
  }

  @Test
  void aRunIsRetriedWhereItWasStarted() throws Exception {
    failOnce();
    String id = records().getFirst().getFileName().toString().replace(".run", "");
    Path elsewhere = Files.createDirectory(folder.resolve("else where"));
    var moved = new DroverProcess(elsewhere).with("XDG_STATE_HOME", folder.resolve(".state").toString()).run("retry");
    assertThat(moved.err()).isEqualTo("drover: run '%s' was started in %s, which its file names are relative to; go there "
        .formatted(id, folder) + "first: cd " + folder + "\n");
  }

  @Test
  void aDamagedRecordIsSaidWithTheWayOut() throws Exception {
    writeRecord("20200110-000000-1");
    assertThat(drover().run("retry").err()).startsWith("drover: the record of run '20200110-000000-1' can't be read: "
        + "it is no record, or one of another version; remove ");
  }

  @Test
  void aRunGoesOnWhereNothingCanBeRecorded() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    var result = drover().with("XDG_STATE_HOME", file.toString()).run("long n -> n", "--range", "1..2", "-k");
    assertThat(result.out()).isEqualTo("1\n2\n");
    assertThat(result.err()).doesNotContain("record").doesNotContain("retry");
    assertThat(result.status()).isZero();
  }

  @Test
  void theNewestTwentyAreKept() throws Exception {
    for (int i = 10; i < 40; i++) {
      writeRecord("202001%d-000000-1".formatted(i));
    }
    drover().run("long n -> n", "--range", "1..2", "-q");
    assertThat(records()).hasSize(20);
    assertThat(records().stream().map(f -> f.getFileName().toString()))
        .contains("20200139-000000-1.run").doesNotContain("20200110-000000-1.run");
  }
}
