package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What took longest the last time goes first. */
class OrderTest {
  private static final String JOB = "long n -> { Thread.sleep(n); return n; }";

  @TempDir Path folder;

  private List<String> run(String... more) throws Exception {
    List<String> arguments =
        Stream.concat(Stream.of(JOB, "0", "40", "400", "--on", "threads", "-j", "1", "-q"), Stream.of(more)).toList();
    var result = new DroverProcess(folder).run(arguments.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    return result.out().lines().toList();
  }

  private Path times() {
    return folder.resolve(".state/drover/times");
  }

  private List<Path> journals() throws Exception {
    try (Stream<Path> all = Files.list(times())) {
      return all.toList();
    }
  }

  @Test
  void theSecondRunBeginsWithWhatTookLongest() throws Exception {
    assertThat(run()).containsExactly("0", "40", "400");
    assertThat(run()).containsExactly("400", "40", "0");
    assertThat(run("-k")).containsExactly("0", "40", "400");
    assertThat(run("--fresh")).containsExactly("0", "40", "400");
    assertThat(run("--dry-run")).anyMatch(line -> line.startsWith("order:    what took longest the last time first"));
    assertThat(journals()).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(times()))).isEqualTo("rwx------");
  }

  @Test
  void freshRemembersNothing() throws Exception {
    run("--fresh");
    assertThat(times()).doesNotExist();
  }

  @Test
  void aDamagedJournalIsReplaced() throws Exception {
    run();
    Files.writeString(journals().getFirst(), "something else");
    assertThat(run()).containsExactly("0", "40", "400");
    assertThat(run()).containsExactly("400", "40", "0");
  }

  @Test
  void theNewestHundredAreKept() throws Exception {
    Files.createDirectories(times());
    for (int i = 0; i < 120; i++) {
      Files.createFile(times().resolve(i + ".times"));
    }
    run();
    assertThat(journals()).hasSize(100);
    assertThat(run()).containsExactly("400", "40", "0");
  }
}
