package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** Nothing starts, so these run in this JVM. */
class BadInputTest {
  @TempDir Path folder;

  private record Result(int status, String out, String err) {}

  private Result drover(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings = new Surroundings(
        Map.of("XDG_CACHE_HOME", folder.toString()), new ByteArrayInputStream(new byte[0]), out,
        new PrintStream(err, true, StandardCharsets.UTF_8));
    int status = new Command(surroundings).execute(List.of(arguments)).code();
    return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void refused(int status, String message, String... arguments) {
    Result result = drover(arguments);
    assertThat(result.err()).isEqualTo(message + System.lineSeparator());
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).isEqualTo(status);
  }

  @Test
  void unknownOptionsAndJobsAreAnsweredWithTheNearestName() {
    refused(2, "drover: there is no option '--timout'; did you mean --timeout?", "s -> s", "--timout", "3s");
    refused(2, "drover: there is no job 'pdf-txt'; did you mean pdf-text?", "pdf-txt", "x");
    refused(2, "drover: there is no job 'xyz'; 'drover jobs' lists them, and a function is typed as 'p -> ...'",
        "xyz", "x");
    refused(2, "drover: --on is 'thread'; did you mean threads?", "s -> s", "x", "--on", "thread");
    refused(2, "drover: inputs can't become a 'Pth'; did you mean Path?", "Pth p -> 1", "x");
  }

  @Test
  void theLabIsNotInstalled() {
    refused(2, "drover: the lab is no part of an installed drover; clone its source and type ./drover lab there",
        "lab", "bars", "--quick");
  }

  @Test
  void numbersAndTimesSayTheirRule() {
    refused(2, "drover: -j is '0'; it must be 1 or more, a percentage of the cores, or -1 for all cores",
        "s -> s", "x", "-j", "0");
    refused(2, "drover: --timeout is '-5s'; it must be a time above zero: 500ms, 30s, 2m or 1h",
        "s -> s", "x", "--timeout", "-5s");
    refused(2, "drover: --timeout is '100%'; it must be above 100%: 300% means three times the median",
        "s -> s", "x", "--timeout", "100%");
    refused(2, "drover: --timeout is '0s'; it must be above zero: leave it out for no limit",
        "s -> s", "x", "--timeout", "0s");
    refused(2, "drover: --retries is '-1'; it must be a whole number of 0 or more: 2 means at most three attempts",
        "s -> s", "x", "--retries", "-1");
    refused(2, "drover: --range is '5..1'; its end must not be below its start: 1..5", "n -> n", "--range", "5..1");
    refused(2, "drover: --memory: memory size is 'lots'; it must be a number with k, m, g or t: for example 512m",
        "s -> s", "x", "--memory", "lots");
    refused(2, "drover: --memory limits worker processes, and --on threads has none; use --on processes",
        "s -> s", "x", "--memory", "64m", "--on", "threads");
    refused(2, "drover: --resident-limit limits worker processes, and --on inline has none; use --on processes",
        "s -> s", "x", "--resident-limit", "2g", "--on", "inline");
    refused(2, "drover: --resident-limit: residentLimit is 64m with a heap of 64m; a JVM needs some memory besides its "
            + "heap: raise the limit or lower memory",
        "s -> s", "x", "--memory", "64m", "--resident-limit", "64m");
    refused(2, "drover: --memfree: memory size is 'some'; it must be a number with k, m, g or t: for example 512m",
        "s -> s", "x", "--memfree", "some");
    refused(2, "drover: --load is '0%'; it must be a number of threads above 0, or a percentage of the cores: "
            + "8 or 100%",
        "s -> s", "x", "--load", "0%");
    refused(2, "drover: --timeout needs a value: TIME; 'drover --help' has examples", "s -> s", "x", "--timeout");
  }

  @Test
  void aClusterThatIsNotThereCannotRun() {
    refused(4, "drover: no cluster is configured; use --on processes for worker processes on this machine",
        "s -> s", "x", "--on", "cluster");
  }

  @Test
  void inputsComeFromOnePlace() {
    refused(2, "drover: inputs come from two places at once; use one of: arguments, -a FILE, --range, standard input",
        "n -> n", "x", "--range", "1..2");
  }

  @Test
  void aGlobWithoutAMatchIsSaidBeforeAnythingStarts() {
    Result result = drover("p -> 1", "nope/*.pdf");
    assertThat(result.err())
        .startsWith("drover: no file matches 'nope/*.pdf' in ")
        .endsWith("declare the type to take it as text: 'String s -> ...'" + System.lineSeparator())
        .hasLineCount(1);
    assertThat(result.status()).isEqualTo(2);
  }

  @Test
  void aFolderThatCannotBeWrittenToCannotRun() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Result result = drover("s -> s", "x", "-o", file.toString());
    assertThat(result.err()).startsWith("drover: the folder '" + file + "' of -o can't be written to: ");
    assertThat(result.status()).isEqualTo(4);
  }

  @Test
  void classesThatAreNotThereSayHowToAddThem() {
    refused(2, "drover: there is no class 'com.acme.Foo' on the class path; add the folder or jar that has it: "
        + "--classpath build/classes", "com.acme.Foo::bar", "x");
    refused(2, "drover: class java.lang.String has no method 'lenght' that takes one input; did you mean length?",
        "String::lenght", "x");
    refused(2, "drover: there is no 'nowhere', named by --classpath; give folders of classes or jars, separated by ':'",
        "String::length", "x", "--classpath", "nowhere");
  }

  @Test
  void aFunctionThatDoesNotCompileIsShownWithACaretAndACorrection() {
    refused(2, """
        drover: the function does not compile: cannot find symbol: method sizee(Path) in class Files
            Path p -> Files.sizee(p)
                           ^
          input:   Path p, as declared
          try:     drover 'Path p -> Files.size(p)'""", "Path p -> Files.sizee(p)", "x");
    assertThat(drover("n -> n * n", "5").err())
        .contains("bad operand types for binary operator '*'")
        .contains("\n    n -> n * n\n           ^\n")
        .contains("input:   String n, since '5' is not a file")
        .contains("try:     drover 'long n -> n * n'");
  }

  @Test
  void helpVersionAndJobsGoToStandardOutput() {
    Result help = drover("--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("Usage: drover JOB", "--keep-order", "Exit status", "124", "Examples");
    assertThat(help.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(drover("--version").out()).startsWith("drover ");
    assertThat(drover("jobs").out()).startsWith("pdf-text");
    refused(2, "drover: no JOB is given; for example: drover 'p -> Files.size(p)' 'data/**/*.pdf', and "
        + "'drover --help' has more");
  }
}
