package dev.drover.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.task.Outcome;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import dev.drover.testkit.LeakCheck;
import dev.drover.testkit.fault.Faults.Item;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A long run with one evil item in a hundred, and a few that kill their worker. */
@ExtendWith(LeakCheck.class)
class ManyItemsTest {
  private static final int COUNT = 100_000;
  private static final int SEED = 1;
  private static final List<Fault> DEADLY =
      List.of(Fault.crash(), Fault.segv(), Fault.exit(3), Fault.halt(4), Fault.oom(), Fault.directMemory());
  private static final long HEAP_GROWTH = 16L << 20;

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aHundredThousandItemsAreAccountedForAndLeaveNothingInTheHeap() {
    List<Item> clean = Faults.mixed(SEED, COUNT, 0);
    List<Item> evil = new ArrayList<>(Faults.mixed(SEED, COUNT, 1, Faults.quick()));
    for (int i = 0; i < DEADLY.size(); i++) {
      int at = (i + 1) * COUNT / (DEADLY.size() + 1);
      evil.set(at, Item.evil(at, DEADLY.get(i)));
    }
    try (Pool pool = Pool.processes(FaultMatrixTest::small)) {
      Pool once = pool.with(TaskOptions.defaults().retries(Retry.none().crashes(0).memory(0)));
      double cleanRate = rate(once, clean);
      long before = usedHeap();
      double evilRate = rate(once, evil);
      assertThat(usedHeap() - before).as("growth of the heap in bytes").isLessThan(HEAP_GROWTH);
      System.out.printf("%d items: %.0f/s clean, %.0f/s with 1 %% evil%n", COUNT, cleanRate, evilRate);
    }
  }

  /** Items a second, after a check that each of them ended once and as it should. */
  private static double rate(Pool pool, List<Item> items) {
    BitSet ended = new BitSet(items.size());
    long begin = System.nanoTime();
    try (Stream<Outcome<Item, Object>> outcomes = pool.outcomes(items, Item::run)) {
      outcomes.forEach(outcome -> {
        Verdicts.assertOutcome(outcome.input(), outcome);
        assertThat(ended.get((int) outcome.index())).as("ended before: %s", outcome).isFalse();
        ended.set((int) outcome.index());
      });
    }
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    assertThat(ended.cardinality()).isEqualTo(items.size());
    return items.size() / seconds;
  }

  private static long usedHeap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
