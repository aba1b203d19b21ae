package dev.drover.internal.ipc.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedTest {
  private static final int MOST = 4;

  private final Cell cell = Cells.process().create(Guarded.size(3, MOST));
  private final Guarded words = new Guarded(cell, Cell.FIRST, MOST);

  @AfterEach
  void close() {
    cell.close();
  }

  private void begin() {
    words.update(() -> {
      words.put(0, 10);
      words.put(1, 11);
      words.put(2, 12);
    });
  }

  @Test
  void aChangeIsMadeAsAWhole() {
    assertThat(words.change(() -> {
      words.put(0, 1);
      words.put(2, 3);
      return words.get(0) + words.get(2);
    })).isEqualTo(4);
    assertThat(words.get(0)).isEqualTo(1);
    assertThat(words.get(1)).isZero();
  }

  @Test
  void aChangeThatThrowsIsUndone() {
    long _ = words.change(() -> {
      words.put(0, 1);
      return 0;
    });
    assertThatThrownBy(() -> words.change(() -> {
      for (int i = 2; i < 10; i++) {
        words.put(0, i);
      }
      return 0;
    })).isInstanceOf(IllegalStateException.class).hasMessage("more than 4 stores in one change");
    assertThat(words.get(0)).isEqualTo(1);
    assertThat(words.change(() -> 7)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aChangeWhoseProcessDiesIsUndoneByTheNextOne(int stores) throws Exception {
    begin();
    dieInAChange(stores, 0);
    assertThat(sum()).isEqualTo(101_112);
  }

  private void dieInAChange(int stores, int commit) throws Exception {
    Process dead = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", System.getProperty("java.class.path"), "-Xmx32m", "-XX:TieredStopAtLevel=1", Changer.class.getName(),
        text(cell.reference()), Integer.toString(stores), Integer.toString(commit)).inheritIO().start();
    assertThat(dead.waitFor()).isEqualTo(42);
  }

  private long sum() {
    return words.change(() -> words.get(0) * 10_000 + words.get(1) * 100 + words.get(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aChangeWhoseProcessDiesAfterItsCommitStands(int stores) throws Exception {
    begin();
    dieInAChange(stores, 77);
    long first = stores == 0 ? 10 : stores < 3 ? 90 : 92;
    long second = stores < 2 ? 11 : 91;
    assertThat(sum()).isEqualTo(first * 10_000 + second * 100 + 77);
    assertThat(words.change(() -> 7)).isEqualTo(7);
  }

  /** A commit that changes nothing leaves what one leaves that is killed between its note and its store. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aChangeWhoseProcessDiesBeforeItsCommitIsUndone(int stores) throws Exception {
    begin();
    dieInAChange(stores, 12);
    assertThat(sum()).isEqualTo(101_112);
  }

  @Test
  void changesInAnotherPlaceOfTheCellAreApart() {
    Cell large = Cells.process().create(1024);
    Guarded there = new Guarded(large, 256, MOST);
    try {
      there.update(() -> {
        there.put(0, 5);
        there.commit(1, 6);
      });
      assertThat(there.get(0) * 10 + there.get(1)).isEqualTo(56);
      assertThat(large.read(248)).isZero();
      assertThat(large.read(Guarded.end(256, 1, MOST))).isEqualTo(6);
      assertThat(large.read(Guarded.end(256, 2, MOST))).isZero();
    } finally {
      large.close();
    }
  }

  private static String text(Cell.Reference reference) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(reference);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Dies in the middle of a change. */
  static final class Changer {
    private Changer() {}

    public static void main(String[] args) throws Exception {
      byte[] bytes = Base64.getDecoder().decode(args[0]);
      Cell cell = ((Cell.Reference) new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject()).open();
      Guarded words = new Guarded(cell, Cell.FIRST, MOST);
      int stores = Integer.parseInt(args[1]);
      int commit = Integer.parseInt(args[2]);
      long _ = words.change(() -> {
        for (int i = 0; i < stores; i++) {
          words.put(i % 2, 90 + i);
        }
        if (commit != 0) {
          words.commit(2, commit);
        }
        // No hook runs: the lock is held, the notes are there, the folder of the process stays.
        Runtime.getRuntime().halt(42);
        return 0;
      });
    }
  }
}
