package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import dev.drover.task.WorkerLocal;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about values that its workers keep. */
public abstract class WorkerLocalContract extends PoolContract {
  private static final int ITEMS = 60;

  /** For subclasses. */
  protected WorkerLocalContract() {}

  /** Can't travel, and finds out whether two items use it at the same time. */
  private static final class Tool implements AutoCloseable {
    private final long number = ThreadLocalRandom.current().nextLong();
    private final AtomicBoolean inUse = new AtomicBoolean();
    private final Marks closed;
    private boolean open = true;

    Tool(Marks opened, Marks closed) {
      this.closed = closed;
      opened.add("opened");
    }

    long use() throws InterruptedException {
      if (!open || !inUse.compareAndSet(false, true)) {
        throw new IllegalStateException("two items use one value at the same time, or it is closed");
      }
      TimeUnit.MILLISECONDS.sleep(1);
      inUse.set(false);
      return number;
    }

    @Override
    public void close() {
      open = false;
      closed.add("closed");
    }
  }

  @Test
  @DisplayName("a value is opened once in each worker, used by one item at a time, and closed at the end")
  void openedOnceAndClosed() {
    Marks opened = marks("opened");
    Marks closed = marks("closed");
    WorkerLocal<Tool> tool = WorkerLocal.withInitial(() -> new Tool(opened, closed));
    List<Long> numbers;
    try (Pool pool = open(2)) {
      numbers = pool.map(Parallel.range(0, ITEMS), _ -> tool.get().use());
      numbers.addAll(pool.map(Parallel.range(0, ITEMS), _ -> tool.get().use()));
      assertThat(closed.all()).isEmpty();
    }
    // With auto the caller is a worker too.
    assertThat(opened.all()).hasSizeBetween(1, 3).hasSize(new HashSet<>(numbers).size());
    assertThat(closed.all()).hasSameSizeAs(opened.all());
  }

  @Test
  @DisplayName("an opening that throws fails the item, and the next item tries again")
  void openingThrows() {
    Marks tries = marks("tries");
    WorkerLocal<String> moody = WorkerLocal.withInitial(() -> {
      tries.add("try");
      if (tries.all().size() == 1) {
        throw new java.io.IOException("no such model");
      }
      return "loaded";
    });
    try (Pool pool = open(1)) {
      assertThatThrownBy(() -> pool.map(List.of(1), _ -> moody.get())).hasMessageContaining("no such model");
      assertThat(pool.map(List.of(1), _ -> moody.get())).containsExactly("loaded");
    }
  }

  @Test
  @DisplayName("two values of one worker are closed in turn, the newest first, though one of them throws")
  void closedInTurn() {
    Marks closed = marks("closed");
    WorkerLocal<String> first = WorkerLocal.withInitial(() -> "a", closed::add);
    WorkerLocal<String> second = WorkerLocal.withInitial(() -> "b", _ -> {
      if (!closed.all().isEmpty()) {
        closed.add("late");
      }
      throw new IllegalStateException("closing fails, as it is meant to");
    });
    try (Pool pool = open(1)) {
      assertThat(pool.map(List.of(1), _ -> first.get() + second.get() + first.get())).containsExactly("aba");
    }
    assertThat(closed.all()).containsExactly("a");
  }

  @Test
  @DisplayName("a value is found again within a pool that a task opens, and the outer task keeps its own")
  void nested() {
    Marks closed = marks("closed");
    WorkerLocal<Marks> local = WorkerLocal.withInitial(() -> closed, marks -> marks.add("closed"));
    try (Pool pool = open(1)) {
      assertThat(pool.map(List.of(1), x -> {
        Marks outer = local.get();
        try (Pool inner = Pool.inline()) {
          inner.map(List.of(1, 2), _ -> local.get().all().size());
        }
        return outer.all().size() + (local.get() == outer ? 0 : 100);
      })).containsExactly(1);
    }
    assertThat(closed.all()).hasSize(2);
  }

  @Test
  @DisplayName("a worker that is replaced closes its value, and the next one opens its own")
  void recycled() {
    Marks opened = marks("opened");
    Marks closed = marks("closed");
    WorkerLocal<Tool> tool = WorkerLocal.withInitial(() -> new Tool(opened, closed));
    try (Pool pool = open(PoolOptions.defaultOptions().workers(1).recycleAfter(2))) {
      List<Outcome<Integer, Long>> outcomes = pool.outcomes(Parallel.range(0, 6), _ -> tool.get().use()).toList();
      assertThat(outcomes).hasSize(6).allMatch(o -> o instanceof Outcome.Ok<Integer, Long>);
    }
    assertThat(closed.all()).hasSameSizeAs(opened.all());
    assertThat(opened.all().size()).isEqualTo(backend().equals("processes") ? 3 : 1);
  }

  @Test
  @DisplayName("outside of a task there is no value, and that is said")
  void outside() {
    WorkerLocal<String> local = WorkerLocal.withInitial(() -> "value");
    assertThatThrownBy(local::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "thread '%s' runs no item, so it has no value of a WorkerLocal; ask in the task itself and pass the value on",
            Thread.currentThread().getName());
  }
}
