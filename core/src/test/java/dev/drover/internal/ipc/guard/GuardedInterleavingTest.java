package dev.drover.internal.ipc.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Interleavings;
import dev.drover.internal.ipc.Word;
import dev.drover.internal.ipc.memory.Cell;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The code of changes, over memory that shows every order of its steps, made by processes that are killed or stopped at
 * every step, also while they undo what a dead one left; and variants with a mistake, which must be found. More orders
 * with {@code -Ddrover.guard.deviations=1}, or 2, which are added to those that are usual, and take minutes.
 */
@Timeout(1800)
class GuardedInterleavingTest extends OverRealCell {
  private static final int MORE = Integer.getInteger("drover.guard.deviations", 0);
  private static final int MOST = 4;
  private static final List<String> NAMES = Stream.of(
          Stream.of("count of notes"),
          IntStream.range(0, MOST).boxed().flatMap(i -> Stream.of("place " + i, "value " + i)),
          Stream.of("first", "second", "last"))
      .flatMap(s -> s)
      .toList();
  /** How a change stores its last word. */
  private enum Way { PUT, COMMIT }

  /** Three words that are always the same: how many changes were made. */
  private static final class Changing {
    final SteppedHolders holders;
    final Way way;
    final Word last;
    long begun;
    long made;
    long seen;

    Changing(Interleavings run, Mistake mistake, Way way) {
      this.holders = new SteppedHolders(run, mistake, real, NAMES, MOST);
      this.way = way;
      this.last = holders.cell.word(Guarded.end(Cell.FIRST, 2, MOST));
    }

    Guarded words(Party party) {
      return new Guarded(holders.cell, Cell.FIRST, MOST, party);
    }

    SteppedHolders.Part changes(int times) {
      return (_, party) -> {
        Guarded words = words(party);
        for (int i = 0; i < times; i++) {
          words.update(() -> change(words));
          made += way == Way.PUT ? 1 : 0;
        }
      };
    }

    /** One word is stored twice: to store the first old value back last matters. */
    private void change(Guarded words) {
      long before = look(words);
      words.put(0, -1);
      words.put(1, before + 1);
      words.put(0, before + 1);
      begun++;
      if (way == Way.COMMIT) {
        words.commit(2, before + 1);
        made++;
      } else {
        words.put(2, before + 1);
      }
    }

    private long look(Guarded words) {
      long first = words.get(0);
      assertThat(words.get(1)).as("the second word").isEqualTo(first);
      assertThat(words.get(2)).as("the last word").isEqualTo(first);
      return first;
    }

    /** One that thinks better of it. */
    SteppedHolders.Part fails() {
      return (_, party) -> {
        Guarded words = words(party);
        try {
          words.update(() -> {
            words.put(1, -1);
            throw new UnsupportedOperationException("as it is meant");
          });
        } catch (UnsupportedOperationException expected) {
          assertThat(expected).hasMessage("as it is meant");
        }
      };
    }

    /** One that looks without the mutex. */
    SteppedHolders.Part looks(int times) {
      return (_, party) -> {
        Guarded words = words(party);
        for (int i = 0; i < times; i++) {
          long now = words.get(2);
          assertThat(now).as("the last word, seen without the mutex").isGreaterThanOrEqualTo(seen);
          seen = now;
        }
      };
    }

    Interleavings.Code end() {
      holders.last((_, party) -> {
        Guarded words = words(party);
        long count = words.change(() -> look(words));
        assertThat(count).as("changes that were made").isBetween(made, way == Way.PUT ? begun : made);
      });
      return () -> assertThat(last.value()).as("changes that were seen").isGreaterThanOrEqualTo(seen);
    }
  }

  private static void holds(int deviations, int blows, Interleavings.Scene scene) {
    Interleavings all = new Interleavings(deviations + MORE, blows);
    assertThat(all.findFailure(scene)).isEmpty();
    assertThat(all.runs()).isGreaterThan(100);
  }

  /** The second repairs what the first leaves, and the last one what the second leaves of that. */
  private static Interleavings.Code two(Interleavings run, Mistake mistake, Way way) {
    Changing changing = new Changing(run, mistake, way);
    changing.holders.mortal("first", changing.changes(1));
    changing.holders.mortal("second", changing.changes(1));
    return changing.end();
  }

  private static Interleavings.Code three(Interleavings run, Way way) {
    Changing changing = new Changing(run, Mistake.NONE, way);
    changing.holders.mortal("first", changing.changes(1));
    changing.holders.mortal("second", changing.changes(1));
    changing.holders.mortal("third", changing.changes(1));
    return changing.end();
  }

  private static Interleavings.Code withOneThatFails(Interleavings run, Way way) {
    Changing changing = new Changing(run, Mistake.NONE, way);
    changing.holders.mortal("first", changing.changes(1));
    changing.holders.mortal("failing", changing.fails());
    return changing.end();
  }

  private static Interleavings.Code watched(Interleavings run, Way way) {
    Changing changing = new Changing(run, Mistake.NONE, way);
    changing.holders.mortal("first", changing.changes(1));
    changing.holders.mortal("second", changing.changes(1));
    changing.holders.immortal("watching", changing.looks(3));
    return changing.end();
  }

  @Test
  void aChangeIsSeenAsAWholeOrNotAtAll() {
    for (Way way : Way.values()) {
      holds(2, 0, run -> two(run, Mistake.NONE, way));
      holds(1, 0, run -> three(run, way));
      holds(2, 0, run -> withOneThatFails(run, way));
    }
  }

  @Test
  void whoDiesAtAnyStepLeavesAWholeChangeOrNone() {
    for (Way way : Way.values()) {
      holds(1, 1, run -> two(run, Mistake.NONE, way));
      holds(1, 1, run -> withOneThatFails(run, way));
    }
    holds(0, 2, run -> three(run, Way.COMMIT));
  }

  @Test
  void aCommitThatWasSeenStands() {
    holds(1, 1, run -> watched(run, Way.COMMIT));
  }

  @ParameterizedTest
  @CsvSource({
      "TELLS_NOBODY, word",
      "BURIES_THE_LIVING, failed",
      "UNLOCKS_FIRST, failed",
      "STORES_FIRST, word",
      "COMMITS_FIRST, word",
      "COMMITS_UNMARKED, changes that were made",
      "FORGETS_FIRST, word"
  })
  void mistakesAreFound(Mistake mistake, String by) {
    assertThat(SteppedHolders.find(1, 2, run -> two(run, mistake, Way.COMMIT)).orElseThrow()).contains(by);
  }

  /** Why what others rely on without the mutex is to be a commit. */
  @Test
  void aStoreThatWasSeenMayBeUndone() {
    assertThat(SteppedHolders.find(1, 1, run -> watched(run, Way.PUT)).orElseThrow()).contains("seen");
  }
}
