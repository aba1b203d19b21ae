package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.Retry;
import dev.drover.task.TaskFailedException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about what can't travel to its workers and back. For backends whose workers are processes. */
public abstract class TravelContract extends PoolContract {
  /** For subclasses. */
  protected TravelContract() {}

  private static Failure.Unserializable.What whatOf(TaskFuture<?> future) {
    Throwable failure = future.exceptionNow();
    return ((Failure.Unserializable) ((TaskFailedException) failure).failure()).what();
  }

  @Test
  @DisplayName("row 32: a task that can't travel fails alone, also when the pool is shut down at once")
  void taskThatCannotTravel() throws Exception {
    Thread thread = Thread.currentThread();
    Callable<String> bound = thread::getName;
    Pool pool = open(1);
    TaskFuture<String> bad = pool.submit(bound);
    TaskFuture<Integer> good = pool.submit(() -> 1);
    pool.shutdown();
    assertThat(good.get()).isEqualTo(1);
    assertThatThrownBy(bad::get).hasCauseInstanceOf(TaskFailedException.class);
    assertThat(whatOf(bad)).isIn(Failure.Unserializable.What.INPUT, Failure.Unserializable.What.FUNCTION);
    pool.close();
  }

  @Test
  @DisplayName("rows 33, 35: what can't be read on the other side fails its item, tells why, and hangs nobody")
  void unreadableOnArrival() {
    try (Pool pool = open(1)) {
      Pool view = pool.with(o -> o.batch(1));
      try (Stream<Outcome<Unreadable, Integer>> in = view.outcomes(List.of(new Unreadable()), Tasks::unreadable)) {
        assertThat(in.toList()).singleElement().isInstanceOfSatisfying(Outcome.Failed.class, f ->
            assertThat(f.failure()).isInstanceOfSatisfying(Failure.Unserializable.class, u ->
                assertThat(u.summary()).contains("meant to be unreadable")));
      }
      try (Stream<Outcome<Integer, Unreadable>> out = view.outcomes(List.of(1), _ -> new Unreadable())) {
        assertThat(out.toList()).singleElement().isInstanceOfSatisfying(Outcome.Failed.class, f ->
            assertThat(f.failure()).isInstanceOfSatisfying(Failure.Unserializable.class, u ->
                assertThat(u.what()).isEqualTo(Failure.Unserializable.What.RESULT)));
      }
      assertThat(view.map(List.of(3), Tasks::square)).containsExactly(9);
    }
  }

  @Test
  @DisplayName("rows 33, 35: a worker that ends while it reads an input or writes a result costs that item only")
  void deathOnTheWay() {
    try (Pool pool = open(1)) {
      Pool view = pool.with(o -> o.batch(1).retries(Retry.none().crashes(0)));
      try (Stream<Outcome<DeadlyToRead, Integer>> in = view.outcomes(List.of(new DeadlyToRead()), Tasks::deadly)) {
        assertThat(in.toList()).singleElement().satisfies(o -> assertExited(o, 7));
      }
      try (Stream<Outcome<Integer, DeadlyToWrite>> out = view.outcomes(List.of(1), _ -> new DeadlyToWrite())) {
        assertThat(out.toList()).singleElement().satisfies(o -> assertExited(o, 8));
      }
      assertThat(view.map(List.of(3), Tasks::square)).containsExactly(9);
    }
  }

  private static void assertExited(Outcome<?, ?> outcome, int status) {
    assertThat(((Outcome.Failed<?, ?>) outcome).failure())
        .isInstanceOfSatisfying(Failure.Exited.class, e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  @DisplayName("rows 35, 43, 45: twenty results in a row that can't travel cost no worker, and all is told")
  void resultsThatCannotTravel() {
    List<Outcome<?, Object>> told = new CopyOnWriteArrayList<>();
    try (Pool pool = open(1)) {
      pool.submit(() -> 1).join();
      for (int i = 0; i < 20; i++) {
        var _ = pool.submit(() -> (Object) Thread.currentThread()).onDone(told::add);
      }
      assertThat(pool.submit(() -> 1).join()).isEqualTo(1);
      assertThat(pool.stats().workerStarts()).isEqualTo(1);
      assertThat(pool.stats().workerDeaths()).isZero();
    }
    assertThat(told).hasSize(20).allSatisfy(o ->
        assertThat(((Outcome.Failed<?, ?>) o).failure()).isInstanceOf(Failure.Unserializable.class));
  }

  @Test
  @DisplayName("row 43: an input among others that can't travel")
  void inputThatCannotTravel() {
    List<Object> inputs = List.of(1, Thread.currentThread(), 3);
    try (Pool pool = open(1)) {
      try (Stream<Outcome<Object, Integer>> outcomes = pool.outcomes(inputs, Tasks::one)) {
        List<Outcome<Object, Integer>> all = outcomes.toList();
        assertThat(all.stream().filter(Outcome::isOk).map(Outcome::input))
            .as("of %s", all)
            .containsExactlyInAnyOrder(1, 3);
        assertThat(all.stream().filter(o -> !o.isOk()).map(o -> ((Outcome.Failed<?, ?>) o).failure()))
            .singleElement()
            .isInstanceOf(Failure.Unserializable.class);
      }
    }
  }

  @Test
  @DisplayName("a result whose reading hangs in the caller's process holds up neither other tasks nor shutdownNow()")
  void hangingResult() throws Exception {
    HangsWhenRead.END.drainPermits();
    Pool pool = open(1);
    try {
      TaskFuture<HangsWhenRead> hangs = pool.submit(HangsWhenRead::new);
      Until.isTrue("the result is being read", HangsWhenRead.END::hasQueuedThreads);
      pool.shutdownNow();
      assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      assertThat(hangs.isCancelled()).isTrue();
      assertThat(pool.stats().abandonedThreads()).isEqualTo(1);
    } finally {
      HangsWhenRead.END.release();
      pool.close();
    }
  }

  @Test
  @DisplayName("what a task changes stays in its worker: the caller's objects are as before")
  void callersObjectsAreUntouched() {
    int[] mine = {1, 2, 3};
    try (Pool pool = open(1)) {
      assertThat(pool.map(List.of(mine), Tasks::clear)).containsExactly(6);
      assertThat(pool.map(Parallel.range(0, 3), Tasks::square)).containsExactly(0, 1, 4);
    }
    assertThat(mine).containsExactly(1, 2, 3);
  }

  /** Can be written, but not read. */
  static final class Unreadable implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      throw new IllegalStateException("meant to be unreadable");
    }
  }

  /** Hangs in the process that reads it, which is the caller's. */
  static final class HangsWhenRead implements java.io.Serializable {
    private static final long serialVersionUID = 1;
    private static final Semaphore END = new Semaphore(0);

    private Object readResolve() {
      END.acquireUninterruptibly();
      return this;
    }
  }

  /** Ends the process that reads it. */
  static final class DeadlyToRead implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      return Deadly.halt(7);
    }
  }

  /** Ends the process that writes it. */
  static final class DeadlyToWrite implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private Object writeReplace() {
      return Deadly.halt(8);
    }
  }
}
