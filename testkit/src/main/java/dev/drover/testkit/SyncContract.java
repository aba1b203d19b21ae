package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.Pool;
import dev.drover.shared.SharedInt;
import dev.drover.shared.SharedInts;
import dev.drover.sync.SharedBarrier;
import dev.drover.sync.SharedCondition;
import dev.drover.sync.SharedEvent;
import dev.drover.sync.SharedLatch;
import dev.drover.sync.SharedLock;
import dev.drover.sync.SharedReadWriteLock;
import dev.drover.sync.SharedReentrantLock;
import dev.drover.sync.SharedSemaphore;
import dev.drover.task.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What locks and meeting points promise to the processes that share them. For the backend whose workers are processes.
 */
@SuppressWarnings("LockNotBeforeTry") // what is between lock and unlock is what is tested
public abstract class SyncContract extends PoolContract {
  private static final int PROCESSES = 4;
  private static final int INCREMENTS = 10_000;
  private static final Duration LONG = Until.LIMIT;
  private static final Duration SHORT = Duration.ofMillis(50);

  /** For subclasses. */
  protected SyncContract() {}

  private static <R> List<R> inChildren(int count, Call<R> task) throws InterruptedException {
    List<ChildProcess<R>> children = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        children.add(ChildProcess.start(task));
      }
      List<R> values = new ArrayList<>();
      for (ChildProcess<R> child : children) {
        values.add(child.value());
      }
      return values;
    } finally {
      children.forEach(ChildProcess::close);
    }
  }

  @Test
  @DisplayName("seed C4: 4 processes with 10,000 plain increments each under a lock come to 40,000")
  void incrementsUnderALock() throws Exception {
    try (SharedLock lock = SharedLock.create(); SharedInts plain = SharedInts.allocate(1);
        SharedBarrier start = SharedBarrier.of(PROCESSES)) {
      inChildren(PROCESSES, () -> {
        start.await();
        for (int i = 0; i < INCREMENTS; i++) {
          lock.lock();
          try {
            plain.set(0, plain.get(0) + 1);
          } finally {
            lock.unlock();
          }
        }
        return 0;
      });
      assertThat(plain.get(0)).isEqualTo(PROCESSES * INCREMENTS);
    }
  }

  @Test
  @DisplayName("row 51: a lock that one process has is locked for another one, in whatever it was passed")
  void lockIsSeenByOthers() throws Exception {
    try (SharedLock lock = SharedLock.create(); SharedReentrantLock again = SharedReentrantLock.create();
        Pool pool = open(1)) {
      lock.lock();
      again.lock();
      again.lock();
      Map<String, SharedLock> locks = Map.of("lock", lock);
      assertThat(pool.submit(() -> locks.values().iterator().next().tryLock()).get()).isFalse();
      assertThat(pool.map(List.of(lock), SharedLock::isLocked)).containsExactly(true);
      assertThat(pool.submit(() -> again.tryLock()).get()).isFalse();
      again.unlock();
      assertThat(pool.submit(() -> again.tryLock()).get()).isFalse();
      lock.unlock();
      again.unlock();
      assertThat(pool.submit(() -> {
        boolean taken = lock.tryLock() && again.tryLock() && again.tryLock();
        again.unlock();
        again.unlock();
        lock.unlock();
        return taken;
      }).get()).isTrue();
      assertThat(pool.submit(() -> lock.isHeldByCurrentThread()).get()).isFalse();
      assertThatThrownBy(() -> pool.submit(lock::unlock).get()).cause()
          .isInstanceOf(IllegalMonitorStateException.class)
          .hasMessageEndingWith("does not have this SharedLock; who locks it has to unlock it");
    }
  }

  @Test
  @DisplayName("row 51: permits are those of all processes, and waiting for one ends in time")
  void permitsAreShared() throws Exception {
    try (SharedSemaphore two = SharedSemaphore.bounded(2); Pool pool = open(1)) {
      two.acquire();
      assertThat(pool.submit(() -> two.tryAcquire()).get()).isTrue();
      assertThat(two.tryAcquire()).isFalse();
      long start = System.nanoTime();
      assertThat(two.tryAcquire(SHORT)).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);
      pool.submit(() -> two.release()).get();
      assertThat(two.tryAcquire(SHORT)).isTrue();
      two.release(2);
      assertThat(two.availablePermits()).isEqualTo(2);
      assertThatThrownBy(two::release).isInstanceOf(IllegalStateException.class);
    }
  }

  private static boolean sleepUntilNotified(
      SharedLock lock, SharedCondition condition, SharedInt asleep, SharedInt woken) throws InterruptedException {
    lock.lock();
    try {
      asleep.incrementAndGet();
      boolean signalled = condition.await(LONG.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
      woken.incrementAndGet();
      return signalled;
    } finally {
      lock.unlock();
    }
  }

  private static void signal(SharedLock lock, SharedCondition condition, int count) {
    lock.lock();
    try {
      condition.signal(count);
    } finally {
      lock.unlock();
    }
  }

  @Test
  @DisplayName("row 51: as many sleepers wake up as are signalled, in whatever process they are")
  void exactlySoManyWakeUp() throws Exception {
    try (SharedLock lock = SharedLock.create(); SharedCondition condition = lock.newCondition();
        SharedInt asleep = SharedInt.of(0); SharedInt woken = SharedInt.of(0); Pool pool = open(3)) {
      List<? extends java.util.concurrent.Future<Boolean>> sleepers = IntStream.range(0, 3)
          .mapToObj(_ -> pool.submit(() -> sleepUntilNotified(lock, condition, asleep, woken)))
          .toList();
      Until.isTrue("all sleep", () -> asleep.get() == 3);
      signal(lock, condition, 0);
      assertThat(woken.get()).isZero();
      signal(lock, condition, 2);
      Until.isTrue("two woke up", () -> woken.get() == 2);
      assertThat(Until.within(SHORT, () -> woken.get() > 2)).isFalse();
      signal(lock, condition, 10);
      for (var sleeper : sleepers) {
        assertThat(sleeper.get()).isTrue();
      }
    }
  }

  @Test
  @DisplayName("row 51: waiting for a state ends when it is so, or in time")
  void waitForAState() throws Exception {
    try (SharedLock lock = SharedLock.create(); SharedCondition condition = lock.newCondition();
        SharedInt state = SharedInt.of(0); Pool pool = open(1)) {
      var waiter = pool.submit(() -> {
        lock.lock();
        try {
          return condition.awaitFor(() -> state.get() == 4, LONG);
        } finally {
          lock.unlock();
        }
      });
      for (int i = 0; i < 4; i++) {
        lock.lock();
        state.incrementAndGet();
        condition.signalAll();
        lock.unlock();
      }
      assertThat(waiter.get()).isTrue();
      lock.lock();
      long start = System.nanoTime();
      assertThat(condition.awaitFor(() -> state.get() == 5, SHORT)).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);
      lock.unlock();
    }
  }

  @Test
  @DisplayName("row 52: a barrier that is aborted is broken for all, until it is reset")
  void barrierIsAborted() throws Exception {
    try (SharedBarrier barrier = SharedBarrier.of(2); Pool pool = open(1)) {
      var waiter = pool.submit(() -> {
        barrier.await();
      });
      Until.isTrue("it waits", () -> barrier.getNumberWaiting() == 1);
      barrier.abort();
      assertThatThrownBy(waiter::get).cause().isInstanceOf(BrokenBarrierException.class);
      assertThat(barrier.isBroken()).isTrue();
      assertThatThrownBy(barrier::await)
          .isInstanceOf(BrokenBarrierException.class)
          .hasMessage("the barrier is broken; reset() makes it whole");
      barrier.reset();
      assertThat(barrier.isBroken()).isFalse();
      var next = pool.submit(() -> barrier.await());
      assertThat(barrier.await() + next.get()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("row 52: a reset sends those away that wait, and leaves the barrier whole")
  void barrierIsReset() throws Exception {
    try (SharedBarrier barrier = SharedBarrier.of(3); Pool pool = open(1)) {
      var waiter = pool.submit(() -> {
        barrier.await();
      });
      Until.isTrue("it waits", () -> barrier.getNumberWaiting() == 1);
      barrier.reset();
      assertThatThrownBy(waiter::get).cause().isInstanceOf(BrokenBarrierException.class);
      assertThat(barrier.isBroken()).isFalse();
      assertThat(barrier.getNumberWaiting()).isZero();
      assertThatThrownBy(() -> barrier.await(SHORT)).isInstanceOf(java.util.concurrent.TimeoutException.class);
      assertThat(barrier.isBroken()).isTrue();
    }
  }

  @Test
  @DisplayName("row 52: a barrier is used a thousand times, and one party of each time is the last")
  void barrierIsUsedAThousandTimes() throws Exception {
    int times = 1000;
    try (SharedBarrier barrier = SharedBarrier.of(3); SharedInts arrived = SharedInts.allocate(times)) {
      List<Integer> last = inChildren(3, () -> {
        int zeros = 0;
        for (int i = 0; i < times; i++) {
          int before = arrived.getAndAdd(i, 1);
          zeros += barrier.await() == 0 ? 1 : 0;
          if (before > 2 || arrived.getAcquire(i) != 3) {
            throw new IllegalStateException("somebody passed time %d alone".formatted(i));
          }
        }
        return zeros;
      });
      assertThat(last.stream().mapToInt(x -> x).sum()).isEqualTo(times);
    }
  }

  @Test
  @DisplayName("events and latches are those of all processes")
  void eventsAndLatches() throws Exception {
    try (SharedEvent event = SharedEvent.create(); SharedLatch latch = SharedLatch.of(3); Pool pool = open(1)) {
      assertThat(event.await(SHORT)).isFalse();
      var waiter = pool.submit(() -> event.await(LONG));
      event.set();
      assertThat(waiter.get()).isTrue();
      pool.submit(() -> event.clear()).get();
      assertThat(event.isSet()).isFalse();
      latch.countDown();
      assertThat(latch.await(SHORT)).isFalse();
      pool.forEach(List.of(1, 2, 3), _ -> latch.countDown());
      latch.await();
      assertThat(latch.getCount()).isZero();
    }
  }

  @Test
  @DisplayName("many processes read, one writes")
  void readersAndWriters() throws Exception {
    int rounds = 2000;
    try (SharedReadWriteLock lock = SharedReadWriteLock.create(); SharedInts pair = SharedInts.allocate(2)) {
      lock.readLock().lock();
      try (Pool pool = open(1)) {
        assertThat(pool.submit(() -> lock.writeLock().tryLock()).get()).isFalse();
        assertThat(pool.submit(() -> {
          boolean got = lock.readLock().tryLock();
          lock.readLock().unlock();
          return got;
        }).get()).isTrue();
      }
      lock.readLock().unlock();
      List<Integer> torn = inChildren(3, () -> {
        int different = 0;
        for (int i = 0; i < rounds; i++) {
          if (i % 10 == 0) {
            lock.writeLock().lock();
            pair.set(0, pair.get(0) + 1);
            pair.set(1, pair.get(1) + 1);
            lock.writeLock().unlock();
          } else {
            lock.readLock().lock();
            different += pair.get(0) == pair.get(1) ? 0 : 1;
            lock.readLock().unlock();
          }
        }
        return different;
      });
      assertThat(torn).containsOnly(0);
      assertThat(pair.toArray()).containsExactly(3 * rounds / 10, 3 * rounds / 10);
    }
  }
}
