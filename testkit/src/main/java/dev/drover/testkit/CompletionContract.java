package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Futures;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link Futures#asCompleted} promises. For backends with workers of their own, so not for inline. */
public abstract class CompletionContract extends PoolContract {
  /** For subclasses. */
  protected CompletionContract() {}

  @Test
  @DisplayName("row 11: in the order in which they end, first those that have ended, each once")
  void orderOfEnd() throws Exception {
    Gate gate = gate("gate");
    try (Pool pool = open(2)) {
      TaskFuture<String> last = RunningFutureContract.startedAt(gate, marks("started"), pool);
      TaskFuture<Integer> second = pool.submit(() -> 2);
      TaskFuture<Object> failed = pool.submit(Tasks::throwing);
      Futures.await(List.of(second, failed), Futures.Until.ALL);
      Iterator<TaskFuture<?>> ended = Futures.asCompleted(List.of(last, second, second, failed, last));
      assertThat(List.of(ended.next(), ended.next())).containsExactly(second, failed);
      gate.open();
      assertThat(ended.next()).isSameAs(last);
      assertThat(ended.hasNext()).isFalse();
    }
  }

  @Test
  @DisplayName("row 11: any Iterable will do, and many futures each come once")
  void eachComesOnce() {
    try (Pool pool = open(3)) {
      List<TaskFuture<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int x = i;
        futures.add(pool.submit(() -> x));
      }
      List<Integer> values = new ArrayList<>();
      Iterator<TaskFuture<Integer>> ended = Futures.asCompleted(new ArrayDeque<>(futures));
      ended.forEachRemaining(f -> values.add(f.join()));
      assertThat(values).hasSize(200).doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName("row 12: when the time is over the ended ones come first, then it says how many have not ended")
  void timeout() throws Exception {
    Gate gate = gate("gate");
    try (Pool pool = open(2)) {
      TaskFuture<String> running = RunningFutureContract.startedAt(gate, marks("started"), pool);
      TaskFuture<Integer> one = pool.submit(() -> 1);
      TaskFuture<Integer> two = pool.submit(() -> 2);
      Futures.await(List.of(one, two), Futures.Until.ALL);
      TaskFuture<Integer> waiting = pool.submit(() -> {
        gate.pass();
        return 3;
      });
      Iterator<TaskFuture<?>> ended =
          Futures.asCompleted(List.of(running, one, two, waiting), Duration.ofMillis(1));
      assertThat(List.of(ended.next(), ended.next())).containsExactly(one, two);
      assertThatThrownBy(ended::next)
          .isInstanceOf(Futures.UnfinishedException.class)
          .hasMessage("2 (of 4) futures unfinished");
      gate.open();
    }
  }

  @Test
  @DisplayName("row 13: a future that has come can be collected while the iterator goes on")
  void comingFuturesAreForgotten() throws Exception {
    Gate gate = gate("gate");
    try (Pool pool = open(2)) {
      TaskFuture<String> running = RunningFutureContract.startedAt(gate, marks("started"), pool);
      Iterator<TaskFuture<?>> ended = Futures.asCompleted(List.of(pool.submit(() -> 1), running));
      WeakReference<Object> first = new WeakReference<>(ended.next());
      Collected.await(first);
      assertThat(ended.hasNext()).isTrue();
      gate.open();
      assertThat(ended.next()).isSameAs(running);
    }
  }
}
