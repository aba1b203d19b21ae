package dev.drover.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(40)
class SharedQueueTest {
  private static final int THREADS = 2;
  private static final int ITEMS = 5000;

  /** From which thread, its number there, and something to make it larger. */
  private record Item(int from, int number, String filling) {}

  private interface Part {
    Object run() throws InterruptedException;
  }

  private static CompletableFuture<Object> start(Part part, ExecutorService threads) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return part.run();
      } catch (InterruptedException e) {
        throw new CompletionException(e);
      }
    }, threads);
  }

  private static Object putAll(SharedQueue<Item> queue, int from) throws InterruptedException {
    for (int i = 0; i < ITEMS; i++) {
      queue.put(new Item(from, i, "x".repeat(i * 31 % 700)));
    }
    return from;
  }

  private static List<Item> takeAll(SharedQueue<Item> queue) throws InterruptedException {
    List<Item> taken = new ArrayList<>();
    for (Optional<Item> next = queue.next(); next.isPresent(); next = queue.next()) {
      taken.add(next.get());
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  @SuppressWarnings({"unchecked", "try"}) // what takeAll gives; a queue is closed while others take
  void itemsOfSeveralThreadsComeOnceAndInTheOrderOfTheirThread(int capacity) {
    try (SharedQueue<Item> queue = SharedQueue.of(capacity, (64 << 10) + 5);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      List<CompletableFuture<Object>> putting = new ArrayList<>();
      List<CompletableFuture<Object>> taking = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int from = i;
        putting.add(start(() -> putAll(queue, from), threads));
        taking.add(start(() -> takeAll(queue), threads));
      }
      putting.forEach(CompletableFuture::join);
      queue.close();
      int count = 0;
      for (CompletableFuture<Object> each : taking) {
        List<Item> taken = (List<Item>) each.join();
        check(taken);
        count += taken.size();
      }
      assertThat(count).isEqualTo(THREADS * ITEMS);
      assertThat(queue.isEnded()).isTrue();
      assertThat(queue.lost()).isZero();
    }
  }

  private static void check(List<Item> taken) {
    int[] last = {-1, -1};
    for (Item item : taken) {
      assertThat(item.number()).isGreaterThan(last[item.from()]);
      assertThat(item.filling()).hasSize(item.number() * 31 % 700);
      last[item.from()] = item.number();
    }
  }

  @Test
  void numbersComeAsTheyWerePut() {
    List<Object> numbers = new ArrayList<>();
    for (int shift = 0; shift < Long.SIZE; shift++) {
      long power = 1L << shift;
      LongStream.of(power, -power, power - 1, ~power).forEach(n -> {
        numbers.add(n);
        numbers.add((int) n);
        numbers.add((short) n);
        numbers.add((double) n);
      });
    }
    try (SharedQueue<Object> queue = SharedQueue.of(numbers.size())) {
      queue.addAll(numbers);
      assertThat(queue).containsExactlyElementsOf(numbers);
      List<Object> taken = new ArrayList<>();
      assertThat(queue.drainTo(taken)).isEqualTo(numbers.size());
      assertThat(taken).isEqualTo(numbers);
    }
  }

  @Test
  void allIsDoneWhenNothingIsLeftAndNothingInHand() throws InterruptedException {
    try (JoinableQueue<Integer> queue = JoinableQueue.of(2)) {
      assertThat(queue.join(Duration.ZERO)).isTrue();
      queue.put(1);
      queue.put(2);
      assertThat(queue.remainingCapacity()).isZero();
      assertThat(queue.take()).isEqualTo(1);
      assertThat(queue.take()).isEqualTo(2);
      queue.taskDone();
      assertThat(queue.join(Duration.ZERO)).isFalse();
      queue.taskDone();
      assertThat(queue.join(Duration.ZERO)).isTrue();
    }
  }
}
