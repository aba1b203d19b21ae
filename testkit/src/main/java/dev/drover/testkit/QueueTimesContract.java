package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.shared.JoinableQueue;
import dev.drover.shared.QueueClosedException;
import dev.drover.shared.SharedQueue;
import dev.drover.sync.SharedLatch;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * When each way to put and to take comes back, and with what: each of them, on each kind of queue, in each of its states.
 * For the backend whose workers are processes.
 */
@SuppressWarnings("NullAway") // a queue's methods give null where there is nothing, and that is what is compared
public abstract class QueueTimesContract extends PoolContract {
  private static final int WAIT_MILLIS = 60;
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration AFTER_WAITING = Duration.ofMillis(WAIT_MILLIS);
  private static final Duration LATE = Duration.ofMillis(25);
  private static final int MOST_ATTEMPTS = 40;
  private static final int FOR_LONG = 20;

  /** For subclasses. */
  protected QueueTimesContract() {}

  /** A way to use a queue. */
  private interface Use extends Serializable {
    @Nullable Object of(BlockingQueue<Integer> queue) throws Exception;
  }

  /** One field of the matrix: what it does, and what comes of it. */
  private record Field(String name, Use use, @Nullable Object result, Duration after) {}

  private static final List<IntFunction<BlockingQueue<Integer>>> KINDS = List.of(SharedQueue::of, JoinableQueue::of);

  private static void close(BlockingQueue<Integer> queue) {
    switch (queue) {
      case SharedQueue<Integer> shared -> shared.close();
      case JoinableQueue<Integer> joinable -> joinable.close();
      default -> throw new IllegalArgumentException(queue.toString());
    }
  }

  private static Optional<Integer> next(BlockingQueue<Integer> queue) throws InterruptedException {
    return queue instanceof SharedQueue<Integer> shared ? shared.next() : ((JoinableQueue<Integer>) queue).next();
  }

  private static Use offer(int time, TimeUnit unit) {
    return q -> q.offer(9, time, unit);
  }

  private static Use poll(int time, TimeUnit unit) {
    return q -> q.poll(time, unit);
  }

  private static Use put() {
    return q -> {
      q.put(9);
      return true;
    };
  }

  /** Each field several times at most, on a new queue each time: a busy machine may be late, but not always. */
  private static void check(int capacity, int items, boolean closed, List<Field> fields) throws Exception {
    for (IntFunction<BlockingQueue<Integer>> kind : KINDS) {
      for (Field field : fields) {
        Duration late = Duration.ofDays(1);
        for (int i = 0; i < MOST_ATTEMPTS && late.compareTo(LATE) > 0; i++) {
          late = late(kind.apply(capacity), items, closed, field);
          assertThat(late).as(field.name()).isGreaterThanOrEqualTo(Duration.ZERO);
        }
        assertThat(late).as(field.name()).isLessThan(LATE);
      }
    }
  }

  private static Duration late(BlockingQueue<Integer> queue, int items, boolean closed, Field field) throws Exception {
    try {
      for (int i = 0; i < items; i++) {
        queue.put(i);
      }
      if (closed) {
        close(queue);
      }
      long start = System.nanoTime();
      Object result = result(queue, field.use());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(result).as("%s of %s", field.name(), queue).isEqualTo(field.result());
      return took.minus(field.after());
    } finally {
      queue.clear();
      close(queue);
    }
  }

  private static @Nullable Object result(BlockingQueue<Integer> queue, Use use) throws Exception {
    try {
      return use.of(queue);
    } catch (RuntimeException e) {
      return e.getClass();
    }
  }

  private static List<Field> waysToPut(@Nullable Object result, @Nullable Object ofAdd, Duration afterWaiting) {
    return List.of(
        new Field("add", q -> q.add(9), ofAdd, AT_ONCE),
        new Field("offer", q -> q.offer(9), result, AT_ONCE),
        new Field("offer for 0", offer(0, TimeUnit.SECONDS), result, AT_ONCE),
        new Field("offer for less than 0", offer(-1, TimeUnit.DAYS), result, AT_ONCE),
        new Field("offer for a while", offer(WAIT_MILLIS, TimeUnit.MILLISECONDS), result, afterWaiting));
  }

  private static List<Field> withoutLimit(List<Field> others, Object ofPut) {
    List<Field> all = new ArrayList<>(others);
    all.add(new Field("put", put(), ofPut, AT_ONCE));
    all.add(new Field("offer for long", offer(FOR_LONG, TimeUnit.SECONDS), ofPut, AT_ONCE));
    return all;
  }

  @Test
  @DisplayName("row 49: putting, where there is room, where there is none, and after the end")
  void putting() throws Exception {
    check(2, 0, false, withoutLimit(waysToPut(true, true, AT_ONCE), true));
    check(2, 1, false, withoutLimit(waysToPut(true, true, AT_ONCE), true));
    check(2, 2, false, waysToPut(false, IllegalStateException.class, AFTER_WAITING));
    for (int items = 0; items <= 2; items++) {
      check(2, items, true, withoutLimit(
          waysToPut(QueueClosedException.class, QueueClosedException.class, AT_ONCE), QueueClosedException.class));
    }
  }

  private static List<Field> waysToTake(
      @Nullable Object result, Object ofRemove, @Nullable Object ofPeek, Object ofElement, Duration afterWaiting) {
    return List.of(
        new Field("peek", BlockingQueue::peek, ofPeek, AT_ONCE),
        new Field("element", BlockingQueue::element, ofElement, AT_ONCE),
        new Field("poll", BlockingQueue::poll, result, AT_ONCE),
        new Field("remove", BlockingQueue::remove, ofRemove, AT_ONCE),
        new Field("poll for 0", poll(0, TimeUnit.SECONDS), result, AT_ONCE),
        new Field("poll for less than 0", poll(-1, TimeUnit.DAYS), result, AT_ONCE),
        new Field("poll for a while", poll(WAIT_MILLIS, TimeUnit.MILLISECONDS), result, afterWaiting));
  }

  private static List<Field> withoutLimit(List<Field> others, @Nullable Object ofPoll, Object ofTake, Object ofNext) {
    List<Field> all = new ArrayList<>(others);
    all.add(new Field("poll for long", poll(FOR_LONG, TimeUnit.SECONDS), ofPoll, AT_ONCE));
    all.add(new Field("take", BlockingQueue::take, ofTake, AT_ONCE));
    all.add(new Field("next", QueueTimesContract::next, ofNext, AT_ONCE));
    return all;
  }

  @Test
  @DisplayName("row 49: taking, where there is something, where there is nothing, and after the end")
  void taking() throws Exception {
    Class<?> none = NoSuchElementException.class;
    for (boolean closed : new boolean[] {false, true}) {
      check(2, 1, closed, withoutLimit(waysToTake(0, 0, 0, 0, AT_ONCE), 0, 0, Optional.of(0)));
      check(2, 2, closed, withoutLimit(waysToTake(0, 0, 0, 0, AT_ONCE), 0, 0, Optional.of(0)));
    }
    check(2, 0, false, waysToTake(null, none, null, none, AFTER_WAITING));
    check(2, 0, true, withoutLimit(
        waysToTake(null, none, null, none, AT_ONCE), null, QueueClosedException.class, Optional.empty()));
  }

  /** What others do that ends a waiting. */
  private interface Event {
    void happen(BlockingQueue<Integer> queue) throws InterruptedException;
  }

  /** A field whose way waits in another process, until something happens here. */
  private static void waits(Pool pool, int items, Event event, Field field) throws Exception {
    for (IntFunction<BlockingQueue<Integer>> kind : KINDS) {
      Duration late = Duration.ofDays(1);
      for (int i = 0; i < MOST_ATTEMPTS && late.compareTo(LATE) > 0; i++) {
        late = late(pool, kind.apply(2), items, event, field);
      }
      assertThat(late).as(field.name()).isLessThan(LATE);
    }
  }

  private static Duration late(Pool pool, BlockingQueue<Integer> queue, int items, Event event, Field field)
      throws Exception {
    try (SharedLatch there = SharedLatch.of(1)) {
      for (int i = 0; i < items; i++) {
        queue.put(i);
      }
      Use use = field.use();
      Future<?> waiting = pool.submit(() -> {
        there.countDown(); // it has the queue, which nobody could open any more once it is closed here
        return result(queue, use);
      });
      there.await();
      assertThat(Until.within(AFTER_WAITING, waiting::isDone)).as(field.name() + " waits").isFalse();
      long start = System.nanoTime();
      event.happen(queue);
      Object result = waiting.get();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(result).as("%s of %s", field.name(), queue).isEqualTo(field.result());
      return took;
    } finally {
      queue.clear();
      close(queue);
    }
  }

  @Test
  @DisplayName("row 49: who waits for room or for an item goes on when another process makes some, or ends the queue")
  void waiting() throws Exception {
    Use forRoom = offer(FOR_LONG, TimeUnit.SECONDS);
    Use forItem = poll(FOR_LONG, TimeUnit.SECONDS);
    Class<?> over = QueueClosedException.class;
    try (Pool pool = open(1)) {
      Event takes = BlockingQueue::take;
      waits(pool, 2, takes, new Field("put", put(), true, AT_ONCE));
      waits(pool, 2, takes, new Field("offer for long", forRoom, true, AT_ONCE));
      waits(pool, 2, QueueTimesContract::close, new Field("put until it is closed", put(), over, AT_ONCE));
      waits(pool, 2, QueueTimesContract::close, new Field("offer until it is closed", forRoom, over, AT_ONCE));
      Event puts = q -> q.put(7);
      waits(pool, 0, puts, new Field("take", BlockingQueue::take, 7, AT_ONCE));
      waits(pool, 0, puts, new Field("next", QueueTimesContract::next, Optional.of(7), AT_ONCE));
      waits(pool, 0, puts, new Field("poll for long", forItem, 7, AT_ONCE));
      waits(pool, 0, QueueTimesContract::close, new Field("take until it is closed", BlockingQueue::take, over, AT_ONCE));
      waits(pool, 0, QueueTimesContract::close,
          new Field("next until it is closed", QueueTimesContract::next, Optional.empty(), AT_ONCE));
      waits(pool, 0, QueueTimesContract::close, new Field("poll until it is closed", forItem, null, AT_ONCE));
    }
  }
}
