package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.Pool;
import dev.drover.shared.JoinableQueue;
import dev.drover.shared.QueueClosedException;
import dev.drover.shared.SharedInts;
import dev.drover.shared.SharedQueue;
import dev.drover.task.TaskFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What queues promise to the processes that share them. For the backend whose workers are processes.
 *
 * <p>{@code -Ddrover.queue.items=1000000} sends more items while processes are killed; {@code -Ddrover.queue.seed=...}
 * kills at the same items as a run did, which prints its seed when it fails.
 */
public abstract class QueueContract extends PoolContract {
  private static final int ITEMS = Integer.getInteger("drover.queue.items", 20_000);
  private static final int LONG_FORM_SECONDS = 7200;
  private static final long SEED = Long.getLong("drover.queue.seed", System.nanoTime());
  private static final int EACH = 3;
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Until.LIMIT;

  /** For subclasses. */
  protected QueueContract() {}

  @Test
  @DisplayName("seed E5: ten processes fill a queue, and all of it is taken, also where it was passed inside a task")
  void tenProcessesFillAQueue() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.of(5)) {
      List<ChildProcess<?>> children = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int number = i;
        children.add(ChildProcess.start(() -> queue.put("process " + number)));
      }
      List<String> got = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        got.add(queue.take());
      }
      children.forEach(ChildProcess::close);
      assertThat(got).containsExactlyInAnyOrderElementsOf(
          IntStream.range(0, 10).mapToObj(i -> "process " + i).toList());
      assertThat(queue).isEmpty();
      try (Pool pool = open(2)) {
        pool.forEach(List.of(List.of(queue), List.of(queue)), q -> q.getFirst().put("item"));
      }
      assertThat(queue).containsExactly("item", "item");
      queue.clear();
      assertThat(queue).isEmpty();
    }
  }

  private static Duration timeOf(Action action) throws InterruptedException {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Something that waits. */
  private interface Action {
    void run() throws InterruptedException;
  }

  @Test
  @DisplayName("row 49: what waits for room and for items: not at all, for so long, until there is some")
  void timesAreKept() throws Exception {
    try (SharedQueue<Integer> queue = SharedQueue.of(2); Pool pool = open(1)) {
      assertThat(queue.poll()).isNull();
      assertThat(timeOf(() -> assertThat(queue.poll(50, TimeUnit.MILLISECONDS)).isNull())).isBetween(SHORT, LONG);
      assertThat(queue.poll(0, TimeUnit.MILLISECONDS)).isNull();
      assertThat(queue.poll(-1, TimeUnit.MILLISECONDS)).isNull();
      assertThat(queue.offer(1)).isTrue();
      assertThat(queue.offer(2, 1, TimeUnit.MILLISECONDS)).isTrue();
      assertThat(queue.remainingCapacity()).isZero();
      assertThat(queue.offer(3)).isFalse();
      assertThat(timeOf(() -> assertThat(queue.offer(3, 50, TimeUnit.MILLISECONDS)).isFalse())).isBetween(SHORT, LONG);
      assertThat(queue.offer(3, -1, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(queue.peek()).isEqualTo(1);
      assertThat(pool.submit(() -> queue.offer(3)).get()).isFalse();
      Future<?> putter = pool.submit(() -> queue.put(3));
      assertThat(queue.take()).isEqualTo(1);
      putter.get();
      assertThat(queue).containsExactly(2, 3).hasSize(2);
      Future<List<Integer>> taker = pool.submit(() -> List.of(queue.take(), queue.take(), queue.take()));
      queue.put(4);
      assertThat(taker.get()).containsExactly(2, 3, 4);
      assertThat(queue.poll()).isNull();
    }
  }

  @Test
  @DisplayName("row 50: what can't travel is refused where it is put, and takes no room")
  void whatCannotTravelIsRefused() {
    try (SharedQueue<Object> queue = SharedQueue.of(1)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> queue.put(Thread.currentThread()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("the item can't travel to another process: ");
        assertThatThrownBy(() -> queue.offer(new byte[1 << 20]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("and this queue takes none above ")
            .hasMessageEndingWith("make it with more bytes, or put a SharedBytes");
      }
      assertThat(queue.offer("fits")).isTrue();
      assertThat(queue.poll()).isEqualTo("fits");
    }
  }

  @Test
  @DisplayName("row 50: nothing is put into a closed queue, and who takes is told when it is empty")
  void closed() throws Exception {
    SharedQueue<Integer> queue = SharedQueue.of(10);
    try (Pool pool = open(2)) {
      Future<Optional<Integer>> waits = pool.submit(() -> {
        Optional<Integer> next = queue.next();
        while (next.isPresent()) {
          next = queue.next();
        }
        return next;
      });
      queue.put(1);
      queue.put(2);
      pool.submit(queue::close).get();
      assertThat(waits.get()).isEmpty();
      assertThatThrownBy(() -> queue.put(3))
          .isInstanceOf(QueueClosedException.class)
          .hasMessage("the queue is closed; put everything before close()");
      assertThatThrownBy(() -> queue.offer(3)).isInstanceOf(QueueClosedException.class);
      assertThatThrownBy(queue::take)
          .isInstanceOf(QueueClosedException.class)
          .hasMessage("the queue is closed, and nothing is left in it");
      assertThat(queue.poll()).isNull();
      assertThat(queue.poll(20, TimeUnit.SECONDS)).isNull();
      queue.close();
      queue.close();
      assertThat(queue.isEnded()).isTrue();
      assertThatThrownBy(() -> queue.put(3)).isInstanceOf(QueueClosedException.class);
      assertThat(queue.next()).isEmpty();
      assertThat(queue).isEmpty();
    }
  }

  @Test
  @DisplayName("row 50: join waits until all that was put is done, or lost with a process that is killed")
  void joinWaits() throws Exception {
    try (JoinableQueue<Integer> queue = JoinableQueue.of(10); Pool pool = open(1)) {
      assertThat(queue.join(SHORT)).isTrue();
      queue.put(1);
      queue.put(2);
      assertThat(queue.join(SHORT)).isFalse();
      pool.submit(() -> {
        queue.take();
        queue.taskDone();
        queue.take();
      }).get();
      assertThat(queue.join(SHORT)).isFalse();
      pool.submit(queue::taskDone).get();
      queue.join();
      assertThatThrownBy(() -> pool.submit(queue::taskDone).get())
          .cause()
          .hasMessage("this process has no item of the queue that is not done; call taskDone() once for each");
      queue.put(3);
      Gate never = gate("never");
      Marks taken = marks("taken");
      try (ChildProcess<?> child = ChildProcess.start(() -> {
        queue.take();
        taken.addPid();
        never.pass();
      })) {
        taken.await(1);
        assertThat(queue.join(SHORT)).isFalse();
        child.kill();
        queue.join();
        assertThat(queue.lost()).isEqualTo(1);
      }
    }
  }

  private static void putAllSizes(SharedQueue<byte[]> queue, int items) throws InterruptedException {
    Random random = new Random(1);
    for (int i = 0; i < items; i++) {
      byte[] item = new byte[random.nextInt(i % 10 == 0 ? 30_000 : 300)];
      java.util.Arrays.fill(item, (byte) i);
      queue.put(item);
    }
    queue.close();
  }

  @Test
  @DisplayName("items of all sizes come in their order, however the ring is filled")
  void allSizes() throws Exception {
    int items = 3000;
    try (SharedQueue<byte[]> queue = SharedQueue.of(1000, 1 << 16); Pool pool = open(1)) {
      Future<?> producer = pool.submit(() -> putAllSizes(queue, items));
      Random random = new Random(1);
      for (int i = 0; i < items; i++) {
        byte[] item = queue.take();
        assertThat(item).hasSize(random.nextInt(i % 10 == 0 ? 30_000 : 300));
        assertThat(item.length == 0 || item[item.length - 1] == (byte) i).isTrue();
      }
      assertThat(queue.next()).isEmpty();
      producer.get();
    }
  }

  private static void produce(SharedQueue<Integer> queue, SharedInts put, int from, int to)
      throws InterruptedException {
    for (int i = from; i < to; i++) {
      queue.put(i);
      put.setRelease(i, 1);
    }
  }

  /** Counts each item when it has it; the mark says how far the consumer is. */
  private static int consume(SharedQueue<Integer> queue, SharedInts got, SharedInts progress, int number)
      throws InterruptedException {
    int count = 0;
    for (Optional<Integer> next = queue.next(); next.isPresent(); next = queue.next()) {
      boolean _ = got.getAndAdd(next.get(), 1) > 0;
      boolean _ = progress.getAndAdd(number, 1) > 0;
      count++;
    }
    return count;
  }

  @Test
  @Timeout(value = LONG_FORM_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("3 processes put, 3 take, one of each is killed: nothing comes twice, what the dead had in hand is lost")
  void killedOnTheWay() throws Exception {
    Random random = new Random(SEED);
    int part = ITEMS / EACH;
    List<ChildProcess<?>> producers = new ArrayList<>();
    List<ChildProcess<?>> consumers = new ArrayList<>();
    SharedQueue<Integer> queue = SharedQueue.of(100);
    try (SharedInts put = SharedInts.allocate((long) part * EACH);
        SharedInts got = SharedInts.allocate((long) part * EACH);
        SharedInts progress = SharedInts.allocate(EACH);
        JoinableQueue<Integer> unused = JoinableQueue.of(1)) {
      for (int i = 0; i < EACH; i++) {
        int number = i;
        consumers.add(ChildProcess.start(() -> consume(queue, got, progress, number)));
        producers.add(ChildProcess.start(() -> produce(queue, put, number * part, (number + 1) * part)));
      }
      int most = part / 2;
      int first = random.nextInt(most);
      int second = random.nextInt(most);
      Until.isTrue("the first consumer works", () -> progress.getAcquire(0) > Math.min(first, 1000));
      consumers.getFirst().kill();
      Until.isTrue("the first producer works", () -> put.getAcquire(second) == 1);
      producers.getFirst().kill();
      for (ChildProcess<?> producer : producers) {
        producer.join(Duration.ofMinutes(5));
      }
      long lost = queue.lost();
      queue.close();
      for (ChildProcess<?> consumer : consumers) {
        consumer.join(Duration.ofMinutes(5));
      }
      lost = Math.max(lost, queue.lost());
      check(put.toArray(), got.toArray(), lost);
      assertThat(unused).isEmpty();
    } finally {
      producers.forEach(ChildProcess::close);
      consumers.forEach(ChildProcess::close);
      queue.close();
    }
  }

  private static void check(int[] put, int[] got, long lost) {
    int missing = 0;
    for (int i = 0; i < put.length; i++) {
      assertThat(got[i]).as("how often item %d came, seed %d", i, SEED).isLessThanOrEqualTo(1);
      missing += put[i] == 1 && got[i] == 0 ? 1 : 0;
    }
    // What the dead consumer had counted may be in its hand still.
    assertThat(lost).as("lost, seed %d", SEED).isLessThanOrEqualTo(1).isGreaterThanOrEqualTo(missing);
  }

  @Test
  @DisplayName("a task that takes from a queue whose class is not there fails and harms nobody")
  void aBrokenItemFailsItsTaker() {
    try (SharedQueue<Object> queue = SharedQueue.of(2); Pool pool = open(1)) {
      queue.add("fine");
      assertThat(pool.map(List.of(1), _ -> queue.take())).containsExactly("fine");
      assertThatThrownBy(() -> queue.add(new Thread())).isInstanceOf(IllegalArgumentException.class);
      queue.add("one");
      queue.add("two");
      assertThatThrownBy(() -> queue.add("three")).isInstanceOf(IllegalStateException.class).hasMessage("Queue full");
      assertThatThrownBy(() -> pool.map(List.of(1), _ -> {
        throw new IllegalArgumentException(String.valueOf(queue.take()));
      })).isInstanceOf(TaskFailedException.class).hasMessageContaining("one");
      assertThat(queue.poll()).isEqualTo("two");
    }
  }
}
