package dev.drover.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("times");
  }

  private void remember(Object input, long nanos) {
    try (Journal journal = Journal.open(file)) {
      tell(journal, input, nanos);
    }
  }

  private static void tell(Journal journal, Object input, long nanos) {
    if (journal.took(nanos)) {
      journal.ran(input, nanos);
    }
  }

  private long rank(Object input) {
    return Journal.open(file).rank(input);
  }

  @Test
  void whatTookLongIsKnownAgain() {
    remember("a", 3 * SECOND);
    remember(7, SECOND);
    assertThat(Journal.open(file).knowsLong()).isTrue();
    assertThat(rank("a")).isEqualTo(3 * SECOND);
    assertThat(rank(7)).isEqualTo(SECOND);
    assertThat(rank(7L)).isZero();
    assertThat(rank("7")).isZero();
  }

  @Test
  void theLatestTimeCounts() {
    remember("a", 3 * SECOND);
    remember("a", 2 * SECOND);
    assertThat(rank("a")).isEqualTo(2 * SECOND);
    remember("a", 10);
    assertThat(rank("a")).isZero();
  }

  @Test
  void aStoppedItemTakesAtLeastSoLong() {
    remember("a", 3 * SECOND);
    try (Journal journal = Journal.open(file)) {
      journal.stopped("a", SECOND);
      journal.stopped("b", SECOND);
    }
    assertThat(rank("a")).isEqualTo(3 * SECOND);
    assertThat(rank("b")).isEqualTo(SECOND);
  }

  @Test
  void aFileIsKnownByItsPath() {
    remember(Path.of("in", "a.pdf"), SECOND);
    assertThat(rank(Path.of("in", "..", "in", "a.pdf").toAbsolutePath())).isEqualTo(SECOND);
    assertThat(rank(Path.of("in", "a.pdf").toFile())).isEqualTo(SECOND);
  }

  @Test
  void whatHasNoTextOfItsOwnIsNotRemembered() {
    Object hostile = new Object() {
      @Override
      public String toString() {
        throw new IllegalStateException("toString() of a test, meant to throw");
      }
    };
    for (Object input : List.of(new Object(), new byte[3], hostile)) {
      remember(input, SECOND);
      assertThat(rank(input)).isZero();
    }
    assertThat(Journal.open(file).rank(null)).isZero();
    assertThat(Journal.open(file).knowsLong()).isFalse();
  }

  @Test
  void theUnknownTakesTheMedian() {
    try (Journal journal = Journal.open(file)) {
      IntStream.rangeClosed(1, 11).forEach(i -> tell(journal, i, i * SECOND));
    }
    assertThat(rank("new")).isBetween((long) (5.6 * SECOND), (long) (6.4 * SECOND));
    assertThat(Journal.open(file).median().orElseThrow()).isBetween(Duration.ofMillis(5600), Duration.ofMillis(6400));
  }

  @Test
  void itemsOfNoTimeCountForTheMedianAndTakeNoRoom() throws Exception {
    try (Journal journal = Journal.open(file)) {
      IntStream.range(0, 100_000).forEach(i -> tell(journal, i, 500));
      tell(journal, "long", SECOND);
    }
    assertThat(Files.readAllLines(file)).filteredOn(l -> !l.isEmpty()).hasSize(3);
    assertThat(rank("new")).isZero();
    assertThat(rank("long")).isEqualTo(SECOND);
  }

  @Test
  void cutAtAnyByteItTellsWhatIsWholeAndGoesOn() throws Exception {
    remember("a", SECOND);
    remember("b", 2 * SECOND);
    byte[] whole = Files.readAllBytes(file);
    int bInTheFile = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("ran");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(rank("b")).as("cut at %d", length).isEqualTo(length < whole.length - 1 ? 0 : 2 * SECOND);
      assertThat(rank("a")).as("cut at %d", length).isEqualTo(length < bInTheFile - 2 ? 0 : SECOND);
      remember("c", 3 * SECOND);
      assertThat(rank("c")).as("cut at %d, then appended", length).isEqualTo(3 * SECOND);
    }
  }

  @Test
  void damagedLinesArePassedOver() throws Exception {
    remember("a", SECOND);
    remember("b", SECOND);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int nanos = text.indexOf(" 1000000000");
    Files.writeString(file, text.substring(0, nanos) + " 9000000000" + text.substring(nanos + 11));
    Files.write(file, new byte[] {(byte) 0xff, 0, 10, 32, 32, 32, 32, 10}, StandardOpenOption.APPEND);
    assertThat(rank("a")).isZero();
    assertThat(rank("b")).isEqualTo(SECOND);
  }

  @Test
  void aFileThatIsSomethingElseIsRefusedAndLeftAlone() throws Exception {
    Files.writeString(file, "name,amount\n");
    assertThatThrownBy(() -> Journal.open(file)).isInstanceOf(IllegalArgumentException.class).hasMessage("journal is "
        + file + ", which is something else; name a file that is not there yet, or the journal of earlier calls");
    assertThat(file).hasContent("name,amount\n");
    assertThatThrownBy(() -> Journal.open(folder))
        .hasMessageStartingWith("journal is " + folder + ", which is something else");
  }

  @Test
  void whereNothingCanBeWrittenNothingIsRemembered() {
    file = folder.resolve("missing").resolve("times");
    remember("a", SECOND);
    assertThat(rank("a")).isZero();
  }

  @Test
  void itStaysBoundedAndKeepsWhatTookLongest() throws Exception {
    int items = 120_000;
    try (Journal journal = Journal.open(file)) {
      IntStream.range(0, items).forEach(i -> tell(journal, i, 5_000_000L + i));
    }
    assertThat(Files.size(file)).isLessThan(JournalFile.MOST_BYTES);
    assertThat(rank(items - 1)).isEqualTo(5_000_000L + items - 1);
    assertThat(rank(items - JournalFile.KEPT)).isEqualTo(5_000_000L + items - JournalFile.KEPT);
    assertThat(Journal.open(file).median()).isPresent();
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void whoIsLateStillTells() {
    Journal journal = Journal.open(file);
    journal.close();
    journal.ran("a", SECOND);
    assertThat(rank("a")).isEqualTo(SECOND);
  }
}
