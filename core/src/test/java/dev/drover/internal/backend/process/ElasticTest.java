package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.PoolStats;
import dev.drover.event.Event;
import dev.drover.task.PoolOptions;
import dev.drover.task.Retry;
import dev.drover.task.Task;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many workers there are: spares ahead of demand, fewer when there is nothing to do. */
@Timeout(60)
class ElasticTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final List<Event> events = new CopyOnWriteArrayList<>();

  private Pool open(UnaryOperator<PoolOptions> options) {
    return Pool.open("processes", options.apply(PoolOptions.defaultOptions().memory("64m").listener(events::add)));
  }

  private static void until(BooleanSupplier condition) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5)).until(condition::getAsBoolean);
  }

  private static List<Integer> busy(Pool pool, int items) {
    return pool.map(IntStream.range(0, items).boxed().toList(), x -> {
      TimeUnit.MILLISECONDS.sleep(100);
      return x;
    });
  }

  private static long pid(Pool pool) {
    return pool.map(List.of(1), _ -> ProcessHandle.current().pid()).getFirst();
  }

  @Test
  void workersEndWhenTheyHadNothingToDoAndComeBackOnDemand() {
    try (Pool pool = open(o -> o.workers(2).idleTimeout(SHORT))) {
      assertThat(busy(pool, 10)).hasSize(10);
      until(() -> pool.stats().live() == 0 && pool.stats().workerPids().isEmpty());
      assertThat(pool.stats().workerDeaths()).isZero();
      assertThat(busy(pool, 10)).hasSize(10);
    }
  }

  @Test
  void theLeastNumberStays() {
    try (Pool pool = open(o -> o.workers(1, 3).idleTimeout(SHORT))) {
      busy(pool, 12);
      until(() -> pool.stats().live() == 1);
      long survivor = pool.stats().workerPids().getFirst();
      assertThat(pid(pool)).isEqualTo(survivor);
      assertThat(busy(pool, 12)).hasSize(12);
    }
  }

  @Test
  void aPausedItemIsStillRunThoughWorkersWouldEndMeanwhile() {
    TaskOptions later = TaskOptions.defaults().retries(Retry.times(1).backoff(Duration.ofSeconds(1)));
    try (Pool pool = open(o -> o.workers(1).idleTimeout(Duration.ofMillis(50))).with(later)) {
      assertThat(pool.map(List.of(1), x -> {
        if (Task.current().orElseThrow().attempt() == 1) {
          throw new IllegalStateException("not yet");
        }
        return x;
      })).containsExactly(1);
    }
  }

  @RepeatedTest(5)
  void demandAtTheMomentOfLeavingIsMet() {
    try (Pool pool = open(o -> o.workers(2).idleTimeout(Duration.ofMillis(1)))) {
      for (int i = 0; i < 10; i++) {
        assertThat(pool.map(List.of(i, i + 1), x -> x)).containsExactly(i, i + 1);
      }
    }
  }

  @Test
  void aSpareTakesThePlaceOfACrashedWorkerAtOnce() {
    try (Pool pool = open(o -> o.workers(1).spares(1))) {
      pid(pool);
      until(() -> pool.stats().workerPids().size() == 2);
      List<Long> before = pool.stats().workerPids();
      long first = pid(pool);
      long spare = before.stream().filter(p -> p != first).findFirst().orElseThrow();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      until(() -> events.stream().anyMatch(e -> e instanceof Event.WorkerStopped s && s.pid() == first));
      assertThat(pid(pool)).isEqualTo(spare);
      until(() -> pool.stats().workerPids().size() == 2);
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void aSpareThatDiesIsNotGivenOut() {
    try (Pool pool = open(o -> o.workers(1).spares(1).recycleAfter(1))) {
      long first = pid(pool);
      until(() -> pool.stats().workerPids().size() == 2);
      pool.stats().workerPids().stream().filter(p -> p != first)
          .forEach(p -> ProcessHandle.of(p).ifPresent(ProcessHandle::destroyForcibly));
      assertThat(pid(pool)).isPositive();
      assertThat(pid(pool)).isPositive();
    }
  }

  @Test
  void sparesHaveRunWhatWorkersRunFirst() {
    try (Pool pool = open(o -> o.workers(1).spares(1).onWorkerStart(() -> System.setProperty("warm", "yes")))) {
      long first = pid(pool);
      until(() -> pool.stats().workerPids().size() == 2);
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      until(() -> events.stream().anyMatch(e -> e instanceof Event.WorkerStopped s && s.pid() == first));
      assertThat(pool.map(List.of(1), _ -> System.getProperty("warm"))).containsExactly("yes");
    }
  }

  @Test
  void closingWithSparesThatStartLeavesNothing() {
    try (Pool pool = open(o -> o.workers(1).spares(2))) {
      PoolStats before = pool.stats();
      assertThat(before.workerPids()).isEmpty();
      pid(pool);
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
  }
}
