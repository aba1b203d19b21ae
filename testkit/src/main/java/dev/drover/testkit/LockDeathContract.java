package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.ChildProcess;
import dev.drover.shared.SharedInt;
import dev.drover.shared.SharedInts;
import dev.drover.shared.SharedLongs;
import dev.drover.sync.SharedLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a lock promises to those that wait for it when its holder is killed, and within what time. For the backend whose
 * workers are processes. The properties of {@link SyncDeathContract} make it longer and repeat it; the log has the times.
 */
@SuppressWarnings("LockNotBeforeTry") // what is between lock and unlock is what is tested
public abstract class LockDeathContract extends PoolContract {
  private static final int KILLS = SyncDeathContract.KILLS;
  private static final long SEED = SyncDeathContract.SEED;

  /** A machine on which more runs than it has cores may stall: a quarter of the rounds has to keep to it. */
  private static final Duration TOLD_WITHIN = Duration.ofMillis(100);

  private static final int VICTIMS_AT_ONCE = 8;
  private static final int LONGEST = 10;
  private static final int THREADS_HERE = 2;
  private static final int THREADS_EACH = 3;
  private static final int THREADS = THREADS_HERE + 2 * THREADS_EACH;

  /** For subclasses. */
  protected LockDeathContract() {}

  /** What the threads that wait for a lock leave, for each round. */
  private record Rounds(
      SharedLock lock, SharedInt begun, SharedInts waiting, SharedInts told, SharedLongs when, SharedInts through)
      implements AutoCloseable {
    static Rounds create(int rounds) {
      return new Rounds(SharedLock.create(), SharedInt.of(0), SharedInts.allocate(rounds), SharedInts.allocate(rounds),
          SharedLongs.allocate(rounds), SharedInts.allocate(rounds));
    }

    void waitInAll(int rounds) throws InterruptedException {
      for (int i = 0; i < rounds; i++) {
        int round = i;
        Until.isTrue("round " + i + " begins", () -> begun.get() > round);
        boolean _ = waiting.getAndAdd(i, 1) > 0;
        lock.lock();
        if (lock.isAbandoned()) {
          when.setRelease(i, System.nanoTime());
          boolean _ = told.getAndAdd(i, 1) > 0;
        }
        lock.unlock();
        boolean _ = through.getAndAdd(i, 1) > 0;
      }
    }

    void waitInThreads(int threads, int rounds) throws InterruptedException {
      List<Thread> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(Thread.ofPlatform().name("waits-" + i).start(() -> {
          try {
            waitInAll(rounds);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }));
      }
      for (Thread thread : all) {
        thread.join();
      }
    }

    @Override
    public void close() {
      lock.close();
      begun.close();
      waiting.close();
      told.close();
      when.close();
      through.close();
    }
  }

  /** The processes that take the lock and are killed, one in each round; each says so when it is ready. */
  private record Victims(SharedLock lock, SharedInt ready, SharedInt turn, SharedInt has, Gate never)
      implements AutoCloseable {
    static Victims of(SharedLock lock, Gate never) {
      return new Victims(lock, SharedInt.of(0), SharedInt.of(-1), SharedInt.of(0), never);
    }

    void takeForEver(int round) throws InterruptedException {
      ready.incrementAndGet();
      Until.isTrue("its round begins", () -> turn.get() == round);
      lock.lock();
      has.incrementAndGet();
      never.passDeaf();
      lock.unlock();
    }

    /** Those of some rounds, at once: nothing else is to be done while the processes start. */
    List<ChildProcess<?>> start(int from, int to) throws InterruptedException {
      List<ChildProcess<?>> started = new ArrayList<>();
      for (int i = from; i < to; i++) {
        int round = i;
        started.add(ChildProcess.start(() -> takeForEver(round)));
      }
      Until.isTrue("all victims are ready", () -> ready.get() == to);
      return started;
    }

    @Override
    public void close() {
      ready.close();
      turn.close();
      has.close();
    }
  }

  @Test
  @Timeout(value = SyncDeathContract.LONG_FORM_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("a lock whose holder is killed while 8 threads of 3 processes wait goes to one of them, which is told")
  void lockOfTheDead() throws Exception {
    int kills = KILLS; // a child does not have the property
    long[] nanos = new long[kills];
    try (Rounds rounds = Rounds.create(kills); Victims victims = Victims.of(rounds.lock(), gate("never"))) {
      try (ChildProcess<?> one = ChildProcess.start(() -> rounds.waitInThreads(THREADS_EACH, kills));
          ChildProcess<?> two = ChildProcess.start(() -> rounds.waitInThreads(THREADS_EACH, kills))) {
        Thread here = Thread.ofPlatform().start(() -> {
          try {
            rounds.waitInThreads(THREADS_HERE, kills);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
        killAll(rounds, victims, nanos);
        here.join();
        one.join();
        two.join();
      }
    }
    judge(nanos);
  }

  private static void killAll(Rounds rounds, Victims victims, long[] nanos) throws InterruptedException {
    Random random = new Random(SEED);
    for (int from = 0; from < nanos.length; from += VICTIMS_AT_ONCE) {
      int to = Math.min(nanos.length, from + VICTIMS_AT_ONCE);
      List<ChildProcess<?>> started = victims.start(from, to);
      for (int i = from; i < to; i++) {
        nanos[i] = kill(rounds, i, victims, started.get(i - from), random.nextInt(20));
      }
    }
  }

  private static long kill(Rounds rounds, int round, Victims victims, ChildProcess<?> holder, int pauseMillis)
      throws InterruptedException {
    long killed;
    try (holder) {
      victims.turn().set(round);
      Until.isTrue("the holder has it", () -> victims.has().get() > round);
      rounds.begun().incrementAndGet();
      Until.isTrue("all wait", () -> rounds.waiting().getAcquire(round) == THREADS);
      boolean _ = Until.within(Duration.ofMillis(pauseMillis), () -> false);
      killed = System.nanoTime();
      holder.kill();
    }
    Until.isTrue("all had it, seed " + SEED, () -> rounds.through().getAcquire(round) == THREADS);
    assertThat(rounds.told().get(round)).as("threads that were told, seed " + SEED).isEqualTo(1);
    return rounds.when().getAcquire(round) - killed;
  }

  private static void judge(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    long inTime = Arrays.stream(sorted).filter(n -> n < TOLD_WITHIN.toNanos()).count();
    String all = "%d of %d within %d ms; median %.1f ms, longest %s ms, seed %d".formatted(
        inTime, sorted.length, TOLD_WITHIN.toMillis(), sorted[sorted.length / 2] / 1e6,
        Arrays.stream(sorted, Math.max(0, sorted.length - LONGEST), sorted.length).map(n -> n / 1_000_000).boxed()
            .toList(), SEED);
    System.getLogger("dev.drover").log(System.Logger.Level.INFO, "told of a dead holder: {0}", all);
    assertThat(inTime).as(all).isGreaterThanOrEqualTo(Math.ceilDiv(sorted.length, 4));
  }
}
