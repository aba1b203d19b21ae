package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.event.Event;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import dev.drover.task.Retry;
import dev.drover.task.Task;
import dev.drover.task.TaskOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An item that ran out of heap gets a worker of its own with more of it. */
@Timeout(60)
class MoreHeapTest {
  private static final long MIB = 1L << 20;

  @Test
  void anItemThatNeedsHalfAsMuchAgainSucceedsAtItsSecondAttempt() {
    List<Event> events = new CopyOnWriteArrayList<>();
    PoolOptions options = PoolOptions.defaultOptions().workers(2).memory("64m").listener(events::add);
    try (Pool pool = Pool.open("processes", options)) {
      List<String> results = pool.map(IntStream.range(0, 20).boxed().toList(), x -> {
        int held = Greedy.heap(x == 11 ? 80 : 1);
        return held + " at attempt " + Task.current().orElseThrow().attempt();
      });
      assertThat(results).hasSize(20).element(11).isEqualTo("80 at attempt 2");
      assertThat(results).filteredOn(r -> r.equals("1 at attempt 1")).hasSize(19);
      assertThat(events).filteredOn(e -> e instanceof Event.ItemRetried).singleElement().satisfies(e ->
          assertThat(((Event.ItemRetried) e).failure()).isInstanceOf(Failure.OutOfMemory.class));
    }
  }

  @Test
  void theLargeWorkerIsReplacedByANormalOneAfterThatItem() {
    try (Pool pool = Pool.open("processes", PoolOptions.defaultOptions().workers(1).memory("64m"))) {
      List<Long> heaps = pool.map(IntStream.range(0, 4).boxed().toList(), x -> {
        Greedy.heap(x == 0 ? 80 : 1);
        return Runtime.getRuntime().maxMemory();
      });
      assertThat(heaps.getFirst()).isBetween(100 * MIB, 128 * MIB);
      long after = pool.map(List.of(1), _ -> Runtime.getRuntime().maxMemory()).getFirst();
      assertThat(after).isBetween(48 * MIB, 64 * MIB);
    }
  }

  @Test
  void moreRetriesGetMoreHeapEachTime() {
    TaskOptions twice = TaskOptions.defaults().retries(Retry.none().memory(2));
    try (Pool pool = Pool.open("processes", PoolOptions.defaultOptions().workers(1).memory("64m")).with(twice)) {
      assertThat(pool.map(List.of(170), Greedy::heap)).containsExactly(170);
    }
  }

  @Test
  void anItemThatIsNeverSatisfiedFailsWithItsAttempts() {
    try (Pool pool = Pool.open("processes", PoolOptions.defaultOptions().workers(1).memory("64m"))) {
      List<Outcome<Integer, Integer>> outcomes = pool.outcomes(List.of(1000), Greedy::heap).toList();
      assertThat(outcomes).singleElement().isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
        assertThat(failed.failure()).isInstanceOf(Failure.OutOfMemory.class);
        assertThat(failed.failure().evidence().ran()).isPresent();
        assertThat(failed.failure().attempts()).isEqualTo(2);
      });
    }
  }

  @Test
  void whatIsLentStaysWithinTheMachine() {
    HeapPlan plan = new HeapPlan(100, Long.MAX_VALUE, 250);
    assertThat(plan.borrow(1)).isEqualTo(100);
    assertThat(plan.borrow(2)).isEqualTo(200);
    assertThat(plan.borrow(4)).isEqualTo(250);
    assertThat(plan.borrow(2)).isEqualTo(100);
    plan.giveBack(250);
    assertThat(plan.borrow(2)).isEqualTo(200);
  }

  @Test
  void aMachineThatIsFullLendsNothing() {
    assertThat(new HeapPlan(100, Long.MAX_VALUE, -5).borrow(2)).isEqualTo(100);
  }

  @Test
  void theResidentLimitBoundsTheHeap() {
    assertThat(new HeapPlan(100, 150, 1000).borrow(2)).isEqualTo(150);
  }
}
