package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.Failure;
import dev.drover.task.Fn;
import dev.drover.task.Retry;
import dev.drover.task.TaskFailedException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * One item at a time, waited for by the thread that brings it: the caller takes the place of threads of the pool then, and whatever
 * happens to it must not happen to the pool. For backends whose workers are processes. More rounds with {@code -Ddrover.lone.items=20000}.
 */
public abstract class LoneItemContract extends PoolContract {
  private static final int MANY = Integer.getInteger("drover.lone.items", 300);
  private static final int LARGE = 1 << 20;

  /** For subclasses. */
  protected LoneItemContract() {}

  @Test
  @DisplayName("thousands of single items by one thread, each with its own result")
  void oneAfterTheOther() throws Exception {
    try (Pool pool = open(1)) {
      for (int i = 0; i < MANY; i++) {
        int x = i;
        assertThat(pool.map(List.of(i), Tasks::square)).containsExactly(i * i);
        assertThat(pool.submit(() -> x + 1).get()).isEqualTo(i + 1);
        assertThat(pool.submit(() -> "a text").join()).isEqualTo("a text");
      }
      assertThat(pool.stats().workerDeaths()).isZero();
    }
  }

  /** A result of every kind, in turn with small ones, so that a caller that looks out for small ones comes upon the others. */
  @Test
  @DisplayName("results of every kind come back, whoever takes them in")
  void kindsOfResults() {
    Map<Fn<Integer, Object>, Object> all = Map.of(
        x -> x, 7,
        x -> List.of(x, x), List.of(7, 7),
        x -> new Some(x), new Some(7),
        LoneItemContract::printed, 8,
        x -> new byte[LARGE].length, LARGE,
        x -> "a".repeat(LARGE), "a".repeat(LARGE));
    try (Pool pool = open(1)) {
      for (int round = 0; round < MANY / 10; round++) {
        all.forEach((function, result) -> assertThat(pool.map(List.of(7), function)).containsExactly(result));
        assertThatThrownBy(() -> pool.map(List.of(7), LoneItemContract::fail)).hasRootCauseMessage("failed with 7");
        assertThat(pool.map(List.of(6), Tasks::square)).containsExactly(36);
      }
      assertThat(pool.stats().workerDeaths()).isZero();
    }
  }

  private record Some(int x) implements Serializable {}

  @SuppressWarnings("SystemOut")
  private static Object printed(int x) {
    System.out.print("");
    System.out.println("printed " + x);
    return x + 1;
  }

  private static Object fail(int x) {
    throw new IllegalArgumentException("failed with " + x);
  }

  @Test
  @DisplayName("a caller that is interrupted at any moment costs no worker")
  void interruptedCallers() throws Exception {
    try (Pool pool = open(2)) {
      List<Long> before = warm(pool);
      AtomicBoolean over = new AtomicBoolean();
      FutureTask<Integer> caller = new FutureTask<>(() -> bringInterrupted(pool));
      Thread thread = Thread.ofPlatform().start(caller);
      Thread interrupter = Thread.ofPlatform().start(() -> {
        while (!over.get()) {
          thread.interrupt();
          LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(30));
        }
      });
      try {
        assertThat(caller.get()).isPositive();
      } finally {
        over.set(true);
        interrupter.join();
      }
      assertThat(pool.map(List.of(3), Tasks::square)).containsExactly(9);
      assertThat(pool.stats().workerPids()).containsAll(before);
      assertThat(pool.stats().workerDeaths()).isZero();
    }
  }

  private static List<Long> warm(Pool pool) {
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      some.add(i);
      assertThat(pool.map(List.of(i), Tasks::square)).hasSize(1);
    }
    assertThat(pool.with(o -> o.batch(1)).map(some, Tasks::square)).hasSize(100);
    return pool.stats().workerPids();
  }

  /** How many were not waited for to their end. */
  private static int bringInterrupted(Pool pool) throws ExecutionException {
    int interrupted = 0;
    for (int i = 0; i < MANY; i++) {
      int x = i;
      TaskFuture<Integer> future = pool.submit(() -> x);
      Optional<Integer> got = Optional.empty();
      while (got.isEmpty()) {
        try {
          got = Optional.of(future.get());
        } catch (InterruptedException e) {
          interrupted++;
        }
      }
      assertThat(got).contains(i);
    }
    return interrupted;
  }

  @Test
  @DisplayName("many threads bring single items, each of which comes back to its own")
  void manyCallers() throws Exception {
    try (Pool pool = open(2)) {
      List<FutureTask<Integer>> callers = new ArrayList<>();
      for (int c = 0; c < 6; c++) {
        int first = c * MANY;
        callers.add(new FutureTask<>(() -> bring(pool, first)));
      }
      callers.forEach(c -> Thread.ofPlatform().start(c));
      for (FutureTask<Integer> caller : callers) {
        assertThat(caller.get()).isEqualTo(MANY);
      }
      assertThat(pool.stats().workerDeaths()).isZero();
    }
  }

  private static int bring(Pool pool, int first) {
    int right = 0;
    for (int i = first; i < first + MANY; i++) {
      right += pool.map(List.of(i), x -> -x).equals(List.of(-i)) ? 1 : 0;
    }
    return right;
  }

  @Test
  @DisplayName("a worker that dies with the only item fails that item, and the next one has a worker")
  void deadlyItems() {
    try (Pool pool = open(1).with(o -> o.retries(Retry.none().crashes(0)))) {
      for (int i = 0; i < 5; i++) {
        assertThat(pool.map(List.of(i), Tasks::square)).containsExactly(i * i);
        assertThatThrownBy(() -> pool.map(List.of(1), _ -> Deadly.kill()))
            .isInstanceOfSatisfying(
                TaskFailedException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Crashed.class));
      }
      assertThat(pool.stats().workerDeaths()).isEqualTo(5);
    }
  }

  @Test
  @DisplayName("a result that takes long to read holds up neither a caller with a limit nor the worker")
  void slowToRead() throws Exception {
    try (Pool pool = open(1)) {
      assertThat(pool.map(List.of(3), Tasks::square)).containsExactly(9);
      TaskFuture<SlowToRead> slow = pool.submit(() -> new SlowToRead());
      assertThatThrownBy(() -> slow.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
      assertThat(pool.map(List.of(4), Tasks::square)).containsExactly(16);
      assertThat(slow.get()).isInstanceOf(SlowToRead.class);
    }
  }

  /** Takes its time in the process that reads it. */
  private static final class SlowToRead implements Serializable {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }
  }

  @Test
  @DisplayName("a single item that takes too long is stopped in time")
  void timeouts() {
    try (Pool pool = open(1).with(o -> o.withTimeout(Duration.ofMillis(200)))) {
      for (int i = 0; i < 3; i++) {
        assertThat(pool.map(List.of(i), Tasks::square)).containsExactly(i * i);
        assertThatThrownBy(() -> pool.map(List.of(1), _ -> forever()))
            .isInstanceOfSatisfying(
                TaskFailedException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.TimedOut.class));
      }
    }
  }

  private static int forever() {
    int rounds = 0;
    while (rounds >= 0) {
      rounds = (rounds + 1) & 0xffff;
    }
    return rounds;
  }
}
