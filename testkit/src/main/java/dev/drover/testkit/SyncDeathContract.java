package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.Pool;
import dev.drover.shared.SharedInt;
import dev.drover.shared.SharedLongs;
import dev.drover.sync.SharedBarrier;
import dev.drover.sync.SharedCondition;
import dev.drover.sync.SharedLatch;
import dev.drover.sync.SharedLock;
import dev.drover.sync.SharedReadWriteLock;
import dev.drover.sync.SharedSemaphore;
import dev.drover.task.VoidCall;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What locks and meeting points promise when a process that has one is killed. For the backend whose workers are
 * processes.
 *
 * <p>{@code -Ddrover.sync.kills=1000} kills as often as that instead of a few times; {@code -Ddrover.sync.seed=...}
 * repeats the pauses of a run, which prints its seed when it fails.
 */
@SuppressWarnings("LockNotBeforeTry") // what is between lock and unlock is what is tested
public abstract class SyncDeathContract extends PoolContract {
  static final int KILLS = Integer.getInteger("drover.sync.kills", 3);
  static final int LONG_FORM_SECONDS = 7200;
  static final long SEED = Long.getLong("drover.sync.seed", System.nanoTime());

  /** For subclasses. */
  protected SyncDeathContract() {}

  /** A child that does something and then waits to be killed. */
  private ChildProcess<?> startAndWait(SharedLatch done, VoidCall task) throws InterruptedException {
    Gate never = gate("never");
    ChildProcess<?> child = ChildProcess.start(() -> {
      task.call();
      done.countDown();
      never.passDeaf();
    });
    done.await();
    return child;
  }

  private static void kill(ChildProcess<?> child) {
    child.kill();
    child.close();
  }

  @Test
  @DisplayName("row 51: the permits of a process that is killed are given back")
  void permitsOfTheDead() throws Exception {
    try (SharedSemaphore permits = SharedSemaphore.bounded(5); SharedLatch done = SharedLatch.of(1)) {
      permits.acquire();
      ChildProcess<?> child = startAndWait(done, () -> {
        permits.acquire(4);
        permits.release();
      });
      assertThat(permits.availablePermits()).isEqualTo(1);
      kill(child);
      permits.acquire(4);
      assertThat(permits.availablePermits()).isZero();
      assertThat(permits.abandonedPermits()).isEqualTo(3);
      permits.release(5);
    }
  }

  @Test
  @DisplayName("row 52: a barrier is broken when a process is killed that waits there")
  void barrierOfTheDead() throws Exception {
    try (SharedBarrier barrier = SharedBarrier.of(3); SharedLatch done = SharedLatch.of(1)) {
      Gate never = gate("never");
      try (ChildProcess<?> child = ChildProcess.start(() -> {
        done.countDown();
        barrier.await();
        never.passDeaf();
      })) {
        Until.isTrue("it waits", () -> barrier.getNumberWaiting() == 1);
        child.kill();
        assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
        assertThat(barrier.isBroken()).isTrue();
      }
    }
  }

  @Test
  @DisplayName("a reader that is killed keeps nobody out, a writer that is killed tells the next ones")
  void readersAndWritersOfTheDead() throws Exception {
    try (SharedReadWriteLock lock = SharedReadWriteLock.create(); SharedLatch reads = SharedLatch.of(1);
        SharedLatch writes = SharedLatch.of(1)) {
      kill(startAndWait(reads, () -> lock.readLock().lock()));
      lock.writeLock().lock();
      assertThat(lock.isAbandoned()).isFalse();
      lock.writeLock().unlock();
      kill(startAndWait(writes, () -> lock.writeLock().lock()));
      lock.readLock().lock();
      assertThat(lock.isAbandoned()).isTrue();
      lock.readLock().unlock();
      lock.writeLock().lock();
      assertThat(lock.isAbandoned()).isTrue();
      lock.writeLock().unlock();
      assertThat(lock.isAbandoned()).isFalse();
    }
  }

  private static void awaitOnce(SharedLock lock, SharedCondition condition, SharedInt asleep, SharedInt woken)
      throws InterruptedException {
    lock.lock();
    try {
      asleep.incrementAndGet();
      condition.await();
      woken.incrementAndGet();
    } finally {
      lock.unlock();
    }
  }

  @Test
  @DisplayName("a signal to a process that is killed before it hears it goes to another one")
  void signalToTheDead() throws Exception {
    try (SharedLock lock = SharedLock.create(); SharedCondition condition = lock.newCondition();
        SharedInt asleep = SharedInt.of(0); SharedInt woken = SharedInt.of(0); Pool pool = open(1)) {
      try (ChildProcess<?> first = ChildProcess.start(() -> awaitOnce(lock, condition, asleep, woken))) {
        Until.isTrue("the first one sleeps", () -> asleep.get() == 1);
        var second = pool.submit(() -> awaitOnce(lock, condition, asleep, woken));
        Until.isTrue("the second one sleeps", () -> asleep.get() == 2);
        lock.lock();
        condition.signal();
        first.kill();
        first.join();
        lock.unlock();
        second.get();
        assertThat(woken.get()).isEqualTo(1);
      }
    }
  }

  /** Changes that are not atomic by themselves, and what shows it when one was interrupted and not told. */
  private static void workUntilKilled(
      SharedLock lock, SharedSemaphore permits, SharedReadWriteLock pair, SharedLongs numbers) {
    while (true) {
      lock.lock();
      if (lock.isAbandoned()) {
        numbers.set(1, numbers.get(0));
      }
      numbers.set(0, numbers.get(0) + 1);
      numbers.set(1, numbers.get(1) + 1);
      if (numbers.get(0) != numbers.get(1)) {
        numbers.set(2, 1);
      }
      lock.unlock();
      if (permits.tryAcquire(2)) {
        permits.release(2);
      }
      pair.writeLock().lock();
      pair.writeLock().unlock();
      pair.readLock().lock();
      pair.readLock().unlock();
    }
  }

  @Test
  @Timeout(value = LONG_FORM_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("processes that are killed at any moment leave locks and permits whole")
  void killedAtAnyMoment() throws Exception {
    Random random = new Random(SEED);
    try (SharedLock lock = SharedLock.create(); SharedSemaphore permits = SharedSemaphore.bounded(4);
        SharedReadWriteLock pair = SharedReadWriteLock.create(); SharedLongs numbers = SharedLongs.allocate(3)) {
      for (int i = 0; i < KILLS; i++) {
        long before = numbers.getAcquire(0);
        try (ChildProcess<?> one = ChildProcess.start(() -> workUntilKilled(lock, permits, pair, numbers));
            ChildProcess<?> two = ChildProcess.start(() -> workUntilKilled(lock, permits, pair, numbers))) {
          Until.isTrue("they work", () -> numbers.getAcquire(0) > before + 1000);
          boolean _ = Until.within(Duration.ofNanos(random.nextInt(5_000_000)), () -> false);
          one.kill();
          boolean _ = Until.within(Duration.ofNanos(random.nextInt(5_000_000)), () -> false);
          two.kill();
        }
        lock.lock();
        assertThat(lock.isAbandoned() || numbers.get(0) == numbers.get(1)).as("seed " + SEED).isTrue();
        numbers.set(1, numbers.get(0));
        lock.unlock();
        assertThat(numbers.get(2)).as("half done and not told, seed " + SEED).isZero();
        permits.acquire(4);
        permits.release(4);
        pair.writeLock().lock();
        pair.writeLock().unlock();
      }
    }
  }
}
