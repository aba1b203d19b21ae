package dev.drover.testkit;

import dev.drover.shared.SharedInts;
import dev.drover.task.Order;
import dev.drover.task.Retry;
import dev.drover.task.Task;
import dev.drover.task.TaskOptions;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A call that was made up from a seed, and what has to become of it.
 *
 * @param seed tells which items fail, and how often
 * @param items how many there are
 * @param kind what they are like
 * @param retries how often one is tried again
 * @param listed whether the inputs can be reached by position
 * @param batch how many items travel together; empty for what the pool finds best
 * @param buffer how many inputs may be read ahead; empty for what the pool finds best
 * @param order in which outcomes are handed out
 */
record Scene(
    long seed, int items, Kind kind, int retries, boolean listed, OptionalInt batch, OptionalInt buffer, Order order) {
  private static final int PERCENT = 100;
  private static final int OFTEN = 9;
  private static final int LOGARITHMS = 3_000;

  /** What items are like. */
  enum Kind {
    /** All give a value, in no time. */
    CHEAP,
    /** Some fail. */
    FAILING,
    /** Some fail, and some wait for a millisecond. */
    WAITING,
    /** Some fail, and some compute. */
    HEAVY
  }

  static Scene of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = new int[] {5, 300, 5_000, 40_000}[random.nextInt(4)];
    return new Scene(
        seed,
        random.nextInt(size),
        Kind.values()[random.nextInt(Kind.values().length)],
        random.nextInt(3),
        random.nextBoolean(),
        some(random, 50),
        some(random, 200),
        random.nextInt(4) == 0 ? Order.COMPLETION : Order.INPUT);
  }

  private static OptionalInt some(SplittableRandom random, int most) {
    return random.nextInt(3) == 0 ? OptionalInt.of(1 + random.nextInt(most)) : OptionalInt.empty();
  }

  TaskOptions options(TaskOptions defaults) {
    TaskOptions with = defaults.retries(Retry.times(retries)).order(order);
    TaskOptions batched = batch.isPresent() ? with.batch(batch.getAsInt()) : with;
    return buffer.isPresent() ? batched.buffer(buffer.getAsInt()) : batched;
  }

  Collection<Integer> inputs() {
    List<Integer> all = IntStream.range(0, items).boxed().toList();
    return listed ? all : new ArrayDeque<>(all);
  }

  /** Of so many sides that a call of any size has a few items that fail: one that fails early says nothing of the rest. */
  private int dice(int item) {
    return new SplittableRandom(31 * seed + item).nextInt(sides());
  }

  private int sides() {
    return Math.max(PERCENT, items);
  }

  /** How many attempts of an item fail, if so many are made. */
  int failing(int item) {
    int dice = dice(item);
    return kind == Kind.CHEAP || dice >= 6 ? 0 : dice < 2 ? OFTEN : 1;
  }

  boolean fails(int item) {
    return failing(item) > retries;
  }

  /** How many attempts of an item are made, if it is run to its end. */
  int attempts(int item) {
    return Math.min(failing(item), retries) + 1;
  }

  boolean anyFails() {
    return IntStream.range(0, items).anyMatch(this::fails);
  }

  static long value(int item) {
    return 7L * item + 1;
  }

  /** The function of the call; counts the attempts. */
  long run(SharedInts attempts, int item) throws InterruptedException {
    int attempt = attempts.getAndAdd(item, 1) + 1;
    Task task = Task.current().orElseThrow();
    if (task.index() != item || task.attempt() != attempt) {
      throw new AssertionError("item %d, attempt %d was told that it is %d, %d"
          .formatted(item, attempt, task.index(), task.attempt()));
    }
    spendTime(PERCENT * dice(item) / sides());
    if (attempt <= failing(item)) {
      throw new IllegalStateException("attempt " + attempt);
    }
    return value(item);
  }

  private void spendTime(int percent) throws InterruptedException {
    if (kind == Kind.WAITING && percent > 95) {
      Thread.sleep(1);
    }
    if (kind == Kind.HEAVY && percent > 80) {
      double sum = IntStream.range(1, LOGARITHMS).mapToDouble(Math::log).sum();
      if (sum < 0) {
        throw new AssertionError(sum);
      }
    }
  }
}
