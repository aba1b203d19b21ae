package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.event.Event;
import dev.drover.task.Attempt;
import dev.drover.task.Failure;
import dev.drover.task.Fn;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import dev.drover.task.Retry;
import dev.drover.task.Task;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about second attempts of items that take long. For backends with workers of their own. */
public abstract class SpeculationContract extends PoolContract {
  /** So many are over in no time; the next one takes long. */
  private static final int QUICK = 20;

  private final Queue<Event> events = new ConcurrentLinkedQueue<>();

  /** For subclasses. */
  protected SpeculationContract() {}

  /**
   * Whether workers are processes, which can be killed and can crash.
   *
   * @return true if they are
   */
  protected abstract boolean hasProcesses();

  private Pool pool(int workers) {
    return open(PoolOptions.defaultOptions().workers(workers).listener(events::add));
  }

  private static TaskOptions copying(TaskOptions options) {
    return options.batch(1).speculation(3);
  }

  /** Copies of the slow item. Another one may get one as well, if it is the first of a worker that has just started. */
  private List<Event.ItemCopied> copied() {
    return events.stream()
        .filter(e -> e instanceof Event.ItemCopied c && c.index() == QUICK)
        .map(e -> (Event.ItemCopied) e)
        .toList();
  }

  private long succeeded() {
    return events.stream().filter(e -> e instanceof Event.ItemSucceeded).count();
  }

  private static int attempt() {
    return Task.current().orElseThrow().attempt();
  }

  private static void take(long millis) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(left);
    }
  }

  /** The outcome of the item after the quick ones. */
  private static Outcome<Integer, Integer> last(Pool view, Fn<Integer, Integer> slow) {
    try (Stream<Outcome<Integer, Integer>> all =
        view.outcomes(Parallel.range(0, QUICK + 1), x -> x < QUICK ? x : slow.apply(x))) {
      List<Outcome<Integer, Integer>> list = all.toList();
      assertThat(list.stream().map(Outcome::index).sorted()).hasSize(QUICK + 1).doesNotHaveDuplicates();
      return list.stream().filter(o -> o.input() == QUICK).findFirst().orElseThrow();
    }
  }

  private static Failure failure(Outcome<Integer, Integer> outcome) {
    return ((Outcome.Failed<Integer, Integer>) outcome).failure();
  }

  @Test
  @DisplayName("an item that takes long runs once more, the copy's result counts, and the first attempt is stopped")
  void copyWins() throws Exception {
    Gate never = gate("never");
    Marks marks = marks("attempts");
    try (Pool pool = pool(2)) {
      List<Integer> all = pool.with(SpeculationContract::copying).map(Parallel.range(0, QUICK + 1), x -> {
        if (x == QUICK) {
          marks.add("attempt" + attempt());
          if (attempt() == 1) {
            passOr(never, marks);
          }
        }
        return x + attempt();
      });
      assertThat(all).hasSize(QUICK + 1).last().isEqualTo(QUICK + 2);
      assertThat(marks.all()).containsExactly("attempt1", "attempt2", "stopped");
      assertThat(copied()).singleElement().satisfies(e -> {
        assertThat(e.index()).isEqualTo(QUICK);
        assertThat(e.running()).isGreaterThan(Duration.ofMillis(100));
      });
      Until.isTrue("each item's end is told", () -> succeeded() >= QUICK + 1); // after the results are there
      assertThat(succeeded()).isEqualTo(QUICK + 1);
      assertThat(pool.stats().succeeded()).isEqualTo(QUICK + 1);
      assertThat(pool.stats().failed()).isZero();
      assertThat(pool.stats().retried()).isZero();
      assertThat(pool.stats().running()).isZero();
    }
  }

  private static void passOr(Gate gate, Marks marks) throws InterruptedException {
    try {
      gate.pass();
    } catch (InterruptedException e) {
      marks.add("stopped");
      throw e;
    }
  }

  @Test
  @DisplayName("the first attempt may be the quicker one after all: then the copy is stopped")
  void firstWins() {
    Gate never = gate("never");
    Gate copyRuns = gate("copy");
    Marks marks = marks("attempts");
    try (Pool pool = pool(2)) {
      Outcome<Integer, Integer> last = last(pool.with(SpeculationContract::copying), _ -> {
        if (attempt() == 1) {
          copyRuns.pass();
        } else {
          copyRuns.open();
          passOr(never, marks);
        }
        return attempt();
      });
      assertThat(last.get()).isEqualTo(1);
      assertThat(marks.all()).containsExactly("stopped");
    }
  }

  @Test
  @DisplayName("both attempts end in the same moment: one outcome")
  void sameMoment() {
    try (Pool pool = pool(2)) {
      for (int round = 0; round < 10; round++) {
        Gate copyRuns = gate("copy" + round);
        Outcome<Integer, Integer> last = last(pool.with(SpeculationContract::copying), x -> {
          if (attempt() == 2) {
            copyRuns.open();
          }
          copyRuns.pass();
          return x;
        });
        assertThat(last.get()).isEqualTo(QUICK);
      }
      assertThat(pool.stats().succeeded()).isEqualTo(10 * (QUICK + 1));
      assertThat(pool.stats().failed()).isZero();
    }
  }

  @Test
  @DisplayName("an exception is a result too: the other attempt is stopped")
  void exceptionIsAResult() {
    Gate never = gate("never");
    try (Pool pool = pool(2)) {
      Failure failure = failure(last(pool.with(SpeculationContract::copying), x -> {
        if (attempt() == 1) {
          never.pass();
        }
        return Tasks.squareBut(x, x);
      }));
      assertThat(failure).isInstanceOf(Failure.Threw.class);
      assertThat(failure.attempts()).isEqualTo(2);
      assertThat(failure.history()).extracting(Attempt::number).containsExactly(2);
      assertThat(pool.stats().failed()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("an exception that may be retried leaves the item to the other attempt, and to another copy")
  void retried() {
    Gate never = gate("never");
    try (Pool pool = pool(2)) {
      Pool view = pool.with(o -> copying(o).retries(Retry.times(1)));
      Outcome<Integer, Integer> last = last(view, x -> {
        if (attempt() == 1) {
          never.pass();
        }
        return attempt() == 2 ? Tasks.squareBut(x, x) : attempt();
      });
      assertThat(last.get()).isEqualTo(3);
      assertThat(copied()).hasSize(2);
      assertThat(pool.stats().retried()).isZero();
    }
  }

  @Test
  @DisplayName("an attempt that times out leaves the item to its copy; if that does too, both are told")
  void timeouts() {
    Gate never = gate("never");
    Duration limit = Duration.ofSeconds(1);
    try (Pool pool = pool(2)) {
      pool.with(o -> o.withTimeout(Duration.ofMinutes(1))).map(Parallel.range(0, 10), Tasks::square); // starts workers
      Pool view = pool.with(o -> o.batch(1).speculation(3).withTimeout(limit));
      Outcome<Integer, Integer> saved = last(view, _ -> {
        if (attempt() == 1) {
          never.pass();
        }
        take(950);
        return attempt();
      });
      assertThat(saved.get()).isEqualTo(2);
      Failure failure = failure(last(view, x -> {
        never.pass();
        return x;
      }));
      assertThat(failure).isInstanceOf(Failure.TimedOut.class);
      assertThat(failure.attempts()).isEqualTo(2);
      assertThat(failure.history()).extracting(Attempt::number).containsExactlyInAnyOrder(1, 2);
    }
  }

  @Test
  @DisplayName("a loser that kills its worker harms nobody, and one that is deaf is killed")
  void loserCrashes() {
    if (!hasProcesses()) {
      return;
    }
    Gate never = gate("never");
    Gate dead = gate("dead");
    try (Pool pool = pool(2)) {
      Outcome<Integer, Integer> first = last(pool.with(SpeculationContract::copying), _ -> {
        if (attempt() == 1) {
          dead.pass();
          take(200);
        } else {
          dead.open();
          Deadly.halt(7);
        }
        return attempt();
      });
      assertThat(first.get()).isEqualTo(1);
      Outcome<Integer, Integer> second = last(pool.with(SpeculationContract::copying), _ -> {
        if (attempt() == 1) {
          never.passDeaf();
        }
        return attempt();
      });
      assertThat(second.get()).isEqualTo(2);
      assertThat(pool.stats().failed()).isZero();
      assertThat(pool.map(Parallel.range(0, 20), Tasks::square)).hasSize(20);
    }
  }

  @Test
  @DisplayName("an attempt whose worker dies leaves the item to its copy")
  void firstCrashes() {
    if (!hasProcesses()) {
      return;
    }
    Gate copyRuns = gate("copy");
    try (Pool pool = pool(2)) {
      Outcome<Integer, Integer> last = last(pool.with(SpeculationContract::copying), _ -> {
        if (attempt() == 1) {
          copyRuns.pass();
          Deadly.halt(7);
        }
        copyRuns.open();
        take(500);
        return attempt();
      });
      assertThat(last.get()).isEqualTo(2);
      assertThat(pool.stats().retried()).isZero();
    }
  }

  @Test
  @DisplayName("a pool that is shut down stops both attempts")
  void shutDown() throws Exception {
    Gate never = gate("never");
    Marks marks = marks("attempts");
    try (Pool pool = pool(2)) {
      Thread other = Thread.ofVirtual().start(() -> shutDownWhenBothRun(marks, pool));
      Failure failure = failure(last(pool.with(SpeculationContract::copying), x -> {
        marks.add("attempt" + attempt());
        never.pass();
        return x;
      }));
      assertThat(failure).isInstanceOf(Failure.Cancelled.class);
      other.join();
    }
    assertThat(marks.all()).containsExactly("attempt1", "attempt2");
  }

  private static void shutDownWhenBothRun(Marks marks, Pool pool) {
    try {
      marks.await(2);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  @DisplayName("a deadline of the call stops both attempts")
  void deadline() {
    Gate never = gate("never");
    try (Pool pool = pool(2)) {
      pool.map(Parallel.range(0, 10), Tasks::square); // starts workers
      Pool view = pool.with(o -> o.batch(1).speculation(3).deadline(Duration.ofSeconds(1)));
      Failure failure = failure(last(view, x -> {
        never.pass();
        return x;
      }));
      assertThat(failure).isInstanceOf(Failure.Cancelled.class);
      assertThat(pool.map(Parallel.range(0, 20), Tasks::square)).hasSize(20);
    }
  }

  @Test
  @DisplayName("without the option nothing runs twice, nor where another item waits")
  void onlyWhenAsked() {
    try (Pool pool = pool(2)) {
      assertThat(last(pool.with(o -> o.batch(1)), _ -> {
        take(400);
        return attempt();
      }).get()).isEqualTo(1);
    }
    try (Pool pool = pool(1)) {
      assertThat(last(pool.with(SpeculationContract::copying), _ -> {
        take(400);
        return attempt();
      }).get()).isEqualTo(1);
    }
    assertThat(copied()).isEmpty();
  }

  @Test
  @DisplayName("whatever the times, and whoever crashes, throws or hangs: each item is delivered once")
  void chaos() {
    long seed = System.nanoTime();
    boolean crashes = hasProcesses();
    int items = 150;
    try (Pool pool = pool(3)) {
      Pool view = pool.with(o -> o.speculation(2).retries(Retry.times(1).crashes(3)));
      try (Stream<Outcome<Integer, Integer>> all =
          view.outcomes(Parallel.range(0, items), x -> SpeculationContract.strike(seed, x, crashes))) {
        List<Outcome<Integer, Integer>> list = all.toList();
        assertThat(list.stream().map(Outcome::index).sorted())
            .as("seed %d", seed)
            .containsExactlyElementsOf(IntStream.range(0, items).mapToObj(i -> (long) i).toList());
        long failed = list.stream().filter(o -> !o.isOk()).count();
        assertThat(pool.stats().failed()).isEqualTo(failed);
        assertThat(pool.stats().succeeded()).isEqualTo(items - failed);
      }
    }
  }

  private static int strike(long seed, int x, boolean crashes) throws InterruptedException {
    Random random = new Random(seed * 31 + x * 7L + attempt());
    int what = random.nextInt(100);
    take(what < 15 ? 150 + random.nextInt(500) : random.nextInt(10));
    if (what == 20 && crashes) {
      Deadly.halt(7);
    }
    return Tasks.squareBut(what >= 95 ? x : -1, x);
  }
}
