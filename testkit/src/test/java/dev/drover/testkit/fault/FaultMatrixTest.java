package dev.drover.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.task.Failure;
import dev.drover.task.PoolOptions;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import dev.drover.testkit.LeakCheck;
import dev.drover.testkit.fault.Faults.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault, in every kind of call, in small and large batches: its verdict, its siblings, and the pool afterwards.
 * The calls of one fault run at once on one pool, so that each of them is also the innocent neighbour of five others.
 */
@ExtendWith(LeakCheck.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultMatrixTest {
  private static final int WORKERS = 2;
  private static final int LARGE = 100;
  private static final int SIBLINGS = 40;
  private static final int ALL_CALLS = Calls.values().length * 2;
  /** When a map fails, what runs for it beside that is stopped: an item that is only loading its classes does not react in time. */
  private static final int STOPPED = (WORKERS - 1) * 2;
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  static List<Fault> faults() {
    return Faults.all();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachFaultHasItsVerdictAndHarmsNobodyElse(Fault fault) throws Exception {
    try (Pool pool = Pool.processes(FaultMatrixTest::small)) {
      strikeAll(pool, fault);
      assertThat(pool.map(innocent(), Item::run)).isEqualTo(squares());
      assertThat(pool.stats().workerStarts()).isLessThanOrEqualTo(WORKERS + ALL_CALLS + STOPPED);
    }
  }

  /** Workers in which every kind of memory is soon used up. */
  static PoolOptions small(PoolOptions options) {
    return options.workers(WORKERS)
        .output(_ -> {})
        .memory("64m")
        .jvmArgs("-XX:MaxMetaspaceSize=40m", "-XX:MaxDirectMemorySize=16m");
  }

  private static void strikeAll(Pool pool, Fault fault) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (Calls call : Calls.values()) {
        for (int batch : List.of(1, LARGE)) {
          all.add(callers.submit(() -> call.check(pool.with(options(fault, batch)), items(fault))));
        }
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  private static TaskOptions options(Fault fault, int batch) {
    TaskOptions options = TaskOptions.defaults().batch(batch).retries(Retry.none().crashes(0).memory(retries(fault)));
    boolean ends = fault.kind().verdict().filter(Failure.TimedOut.class::equals).isEmpty();
    return ends ? options : options.withTimeout(TIMEOUT);
  }

  /** Who runs into a leak is not to blame. */
  private static int retries(Fault fault) {
    return fault.kind() == FaultKind.LEAK ? 1 : 0;
  }

  private static List<Item> items(Fault fault) {
    List<Item> items = new ArrayList<>(innocent());
    items.set(SIBLINGS / 2, Item.evil(SIBLINGS / 2, fault));
    return items;
  }

  private static List<Item> innocent() {
    return IntStream.range(0, SIBLINGS).mapToObj(Item::innocent).toList();
  }

  private static List<Object> squares() {
    return innocent().stream().<Object>map(Item::square).toList();
  }
}
