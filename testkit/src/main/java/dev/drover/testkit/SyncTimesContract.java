package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.sync.SharedBarrier;
import dev.drover.sync.SharedCondition;
import dev.drover.sync.SharedEvent;
import dev.drover.sync.SharedLatch;
import dev.drover.sync.SharedLock;
import dev.drover.sync.SharedReadWriteLock;
import dev.drover.sync.SharedReentrantLock;
import dev.drover.sync.SharedSemaphore;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When waiting for locks and meeting points ends in vain. For the backend whose workers are processes. */
@SuppressWarnings("LockNotBeforeTry") // what is between lock and unlock is what is tested
public abstract class SyncTimesContract extends PoolContract {
  private static final int WAIT_MILLIS = 60;
  private static final Duration WAIT = Duration.ofMillis(WAIT_MILLIS);
  private static final Duration LATE = Duration.ofMillis(25);
  private static final int MOST_ATTEMPTS = 40;

  /** For subclasses. */
  protected SyncTimesContract() {}

  /** A waiting that is in vain. */
  private interface Waiting extends Serializable {
    boolean got() throws Exception;
  }

  private static Duration timeOf(Waiting waiting) throws Exception {
    long start = System.nanoTime();
    boolean got = waiting.got();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(got).isFalse();
    return took;
  }

  /** Never early; late on a busy machine, but not always. */
  private static void check(Pool pool, String name, Waiting waiting) throws Exception {
    Duration took = Duration.ofDays(1);
    for (int i = 0; i < MOST_ATTEMPTS && took.compareTo(WAIT.plus(LATE)) > 0; i++) {
      took = pool.submit(() -> timeOf(waiting)).get();
      assertThat(took).as(name).isGreaterThanOrEqualTo(WAIT);
    }
    assertThat(took).as(name).isLessThanOrEqualTo(WAIT.plus(LATE));
  }

  private static boolean tryLock(Lock lock) throws InterruptedException {
    return lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Test
  @DisplayName("row 51: who waits for a lock or a permit in vain is told in time, and not before")
  void locksAndPermits() throws Exception {
    try (SharedLock lock = SharedLock.create(); SharedReentrantLock again = SharedReentrantLock.create();
        SharedReadWriteLock pair = SharedReadWriteLock.create(); SharedSemaphore none = SharedSemaphore.of(0);
        Pool pool = open(1)) {
      lock.lock();
      again.lock();
      pair.writeLock().lock();
      check(pool, "lock", () -> tryLock(lock));
      check(pool, "reentrant lock", () -> tryLock(again));
      check(pool, "read lock", () -> tryLock(pair.readLock()));
      check(pool, "write lock", () -> tryLock(pair.writeLock()));
      check(pool, "permit", () -> none.tryAcquire(WAIT));
      pair.writeLock().unlock();
      again.unlock();
      lock.unlock();
    }
  }

  private static boolean await(SharedBarrier barrier) throws Exception {
    try {
      barrier.await(WAIT);
      return true;
    } catch (TimeoutException told) {
      barrier.reset();
      return false;
    }
  }

  private static boolean await(SharedLock lock, SharedCondition condition) throws InterruptedException {
    lock.lock();
    try {
      return condition.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      lock.unlock();
    }
  }

  @Test
  @DisplayName("rows 51, 52: who waits for a signal, an event or others in vain is told in time, and not before")
  void signalsAndMeetings() throws Exception {
    try (SharedLock lock = SharedLock.create(); SharedCondition condition = lock.newCondition();
        SharedEvent event = SharedEvent.create(); SharedLatch latch = SharedLatch.of(1);
        SharedBarrier barrier = SharedBarrier.of(2); Pool pool = open(1)) {
      check(pool, "condition", () -> await(lock, condition));
      check(pool, "state", () -> {
        lock.lock();
        try {
          return condition.awaitFor(() -> false, WAIT);
        } finally {
          lock.unlock();
        }
      });
      check(pool, "event", () -> event.await(WAIT));
      check(pool, "latch", () -> latch.await(WAIT));
      check(pool, "barrier", () -> await(barrier));
    }
  }
}
