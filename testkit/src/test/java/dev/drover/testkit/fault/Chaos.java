package dev.drover.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.task.Failure;
import dev.drover.task.Order;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import dev.drover.testkit.fault.Faults.Item;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Calls with evil items, one after the other, on a pool under attack.
 *
 * <p>A round either has a timeout, and evil items that need one, or it has none: so a slow machine can't turn the
 * verdict of an item that fills its memory into that of one that hangs.
 */
final class Chaos {
  private static final int WORKERS = 2;
  private static final int MOST_ITEMS = 300;
  private static final double PERCENT_EVIL = 3;
  /** Much longer than any takes: one that takes so long hangs. */
  private static final int ROUND_SECONDS = 80;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final List<Integer> BATCHES = List.of(1, 7, 100);
  private static final List<Fault> ENDLESS = Faults.all().stream().filter(Chaos::isEndless).toList();
  private static final List<Fault> DEADLY = Faults.all().stream().filter(f -> !isEndless(f)).toList();

  private final long seed;
  private final Random random;
  private final Account account = new Account();
  private int rounds;
  private long items;
  private long evil;
  private long leaks;
  private List<String> attacks = List.of();

  Chaos(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  private static boolean isEndless(Fault fault) {
    boolean timed = fault.kind().verdict().filter(Failure.TimedOut.class::equals).isPresent();
    return timed || fault.kind() == FaultKind.SIGSTOP_ITSELF;
  }

  PoolOptions options(PoolOptions options) {
    return FaultMatrixTest.small(options).workers(WORKERS).listener(account);
  }

  int rounds() {
    return rounds;
  }

  void run(Pool pool, long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Attacker attacker = new Attacker(pool, seed);
    try {
      while (System.nanoTime() - end < 0) {
        CompletableFuture.runAsync(() -> round(pool)).orTimeout(ROUND_SECONDS, TimeUnit.SECONDS).join();
      }
    } finally {
      attacks = attacker.stop();
    }
    peace(pool);
    assertThat(pool.stats().workerStarts()).isLessThanOrEqualTo(WORKERS + attacks.size() + 2 * evil);
  }

  /** After the pool was closed: events may come later than the outcomes that they tell of. */
  void check() {
    account.check(items, attacks.size() + leaks);
  }

  private void round(Pool pool) {
    boolean timed = random.nextInt(4) == 0;
    int count = 1 + random.nextInt(MOST_ITEMS);
    List<Item> all = timed
        ? Faults.mixed(random.nextLong(), count, PERCENT_EVIL / 3, ENDLESS)
        : Faults.mixed(random.nextLong(), count, PERCENT_EVIL, DEADLY);
    TaskOptions options = TaskOptions.defaults()
        .retries(Retry.none().crashes(1).memory(1))
        .batch(BATCHES.get(random.nextInt(BATCHES.size())))
        .order(Order.INPUT);
    Pool with = pool.with(timed ? options.withTimeout(TIMEOUT) : options);
    account.add(all, random.nextBoolean() ? submit(with, all) : with.outcomes(all, Chaos::work).toList());
    rounds++;
    items += count;
    evil += all.stream().filter(i -> i.fault().isPresent()).count();
    leaks += all.stream().filter(i -> i.fault().filter(f -> f.kind() == FaultKind.LEAK).isPresent()).count();
  }

  private static List<Outcome<?, Object>> submit(Pool pool, List<Item> all) {
    List<CompletableFuture<Outcome<?, Object>>> ends = all.stream().map(i -> Calls.submit(pool, i)).toList();
    return ends.stream().<Outcome<?, Object>>map(CompletableFuture::join).toList();
  }

  /** Long enough to be hit now and then. */
  private static Object work(Item item) throws Exception {
    TimeUnit.MILLISECONDS.sleep(item.number() % 3);
    return item.run();
  }

  /** A frozen worker may take a while to be found; after that all is as if nothing had been. */
  private void peace(Pool pool) {
    List<Item> innocent = IntStream.range(0, MOST_ITEMS).mapToObj(Item::innocent).toList();
    account.add(innocent, pool.with(o -> o.retries(Retry.times(2)).order(Order.INPUT))
        .outcomes(innocent, Item::run)
        .toList());
    items += innocent.size();
  }

  @Override
  public String toString() {
    return "round %d, %d items, %d of them evil, attacks %s".formatted(rounds, items, evil, attacks);
  }
}
