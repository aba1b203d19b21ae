package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Futures;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.VoidCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises when it is ended while it works. For backends with workers of their own, so not for inline. */
public abstract class EarlyShutdownContract extends PoolContract {
  /** For subclasses. */
  protected EarlyShutdownContract() {}

  private static List<TaskFuture<?>> submit(int count, VoidCall task, Pool pool) {
    List<TaskFuture<?>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(pool.submit(task));
    }
    return futures;
  }

  private static long count(List<TaskFuture<?>> futures, Future.State state) {
    return futures.stream().filter(f -> f.state() == state).count();
  }

  @Test
  @DisplayName("row 24: shutdownNow() cancels what waits; what had ended keeps its value, and nothing fails")
  void shutdownNowCancels() throws Exception {
    Gate gate = gate("gate");
    Marks started = marks("started");
    Pool pool = open(2);
    List<TaskFuture<?>> futures = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      boolean quick = i == 0;
      VoidCall task = () -> {
        started.add("started");
        if (!quick) {
          gate.pass();
        }
      };
      futures.add(pool.submit(task));
    }
    futures.getFirst().get();
    started.await(3);
    List<Runnable> never = pool.shutdownNow();
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(count(futures, Future.State.CANCELLED)).isGreaterThan(20);
    assertThat(count(futures, Future.State.SUCCESS)).isGreaterThanOrEqualTo(1);
    assertThat(count(futures, Future.State.FAILED)).isZero();
    assertThat(never).hasSizeBetween(40, 47);
    assertThat(started.all()).hasSize(3);
  }

  @Test
  @DisplayName("row 25: shutdown() returns at once, and what was submitted is still delivered")
  void shutdownDelivers() throws Exception {
    Gate gate = gate("gate");
    Pool pool = open(2);
    List<TaskFuture<?>> futures = submit(20, gate::pass, pool);
    pool.shutdown();
    assertThat(pool.isTerminated()).isFalse();
    gate.open();
    Futures.await(futures, Futures.Until.ALL, Duration.ofSeconds(20));
    assertThat(count(futures, Future.State.SUCCESS)).isEqualTo(20);
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @DisplayName("row 25: cancelling all that waits and then shutting down doesn't hang")
  void cancelThenShutdown() throws Exception {
    Gate gate = gate("gate");
    Pool pool = open(1);
    List<TaskFuture<?>> futures = submit(50, gate::pass, pool);
    futures.forEach(f -> f.cancel(true));
    pool.shutdown();
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(count(futures, Future.State.CANCELLED)).isEqualTo(50);
  }

  @Test
  @DisplayName("row 26: a pool that is dropped does its work and ends by itself")
  void droppedPoolEnds() throws Exception {
    Marks ran = marks("ran");
    List<String> before = Leftovers.find();
    List<TaskFuture<?>> futures = submit(20, () -> ran.add("x"), open(2));
    Until.isTrue("its work is done and its workers have ended", () -> {
      System.gc();
      return futures.stream().allMatch(Future::isDone) && before.containsAll(Leftovers.find());
    });
    assertThat(ran.all()).hasSize(20);
  }

  @Test
  @DisplayName("row 39: shutdownNow() stops what runs, and again and afterwards it does nothing")
  void shutdownNowStopsRunning() throws Exception {
    Gate never = gate("never");
    Pool pool = open(2);
    TaskFuture<String> running = RunningFutureContract.startedAt(never, marks("started"), pool);
    pool.shutdownNow();
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(running.state()).isEqualTo(Future.State.CANCELLED);
    assertThat(pool.shutdownNow()).isEmpty();
  }

  @Test
  @DisplayName("row 44: shutdownNow() with 10,000 waiting tasks comes back soon")
  void shutdownNowWithManyWaiting() throws Exception {
    Gate never = gate("never");
    Pool pool = open(2);
    List<TaskFuture<?>> futures = submit(10_000, never::pass, pool);
    long begin = System.nanoTime();
    pool.shutdownNow();
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(count(futures, Future.State.CANCELLED)).isEqualTo(10_000);
  }

  @Test
  @DisplayName("an interrupt of the thread that closes stops the rest")
  void interruptedCloseStops() throws Exception {
    Gate never = gate("never");
    Pool pool = open(1);
    TaskFuture<String> running = RunningFutureContract.startedAt(never, marks("started"), pool);
    Thread.currentThread().interrupt();
    pool.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(pool.isTerminated()).isTrue();
    assertThat(running.state()).isEqualTo(Future.State.CANCELLED);
  }
}
