package dev.drover.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@SuppressWarnings("LockNotBeforeTry") // what is between lock and unlock is what is tested
class SharedLockTest {
  private static final int THREADS = 4;

  private static <T> T inAnotherThread(java.util.concurrent.Callable<T> task) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform().name("another").start(() -> {
      try {
        result.complete(task.call());
      } catch (Exception e) {
        result.completeExceptionally(e);
      }
    });
    return result.get(20, TimeUnit.SECONDS);
  }

  @Test
  void oneThreadAtATime() throws InterruptedException {
    int rounds = 20_000;
    int[] count = {0};
    try (SharedLock lock = SharedLock.create()) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        threads.add(Thread.ofPlatform().start(() -> {
          for (int i = 0; i < rounds; i++) {
            lock.lock();
            count[0]++;
            lock.unlock();
          }
        }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(count[0]).isEqualTo(THREADS * rounds);
      assertThat(lock.isLocked()).isFalse();
    }
  }

  @Test
  void nobodyStarvesBesideOneThatTakesItAgainAndAgain() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    int turns = 0;
    try (SharedLock lock = SharedLock.create()) {
      CountDownLatch greedyHasIt = new CountDownLatch(1);
      Thread greedy = Thread.ofPlatform().start(() -> {
        while (!over.get()) {
          lock.lock();
          greedyHasIt.countDown();
          spin(200_000);
          lock.unlock();
        }
      });
      greedyHasIt.await();
      for (int i = 0; i < 20; i++) {
        assertThat(lock.tryLock(20, TimeUnit.SECONDS)).isTrue();
        turns++;
        lock.unlock();
      }
      over.set(true);
      greedy.join();
    }
    assertThat(turns).isEqualTo(20);
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoHasItIsToldInsteadOfWaitingForItself() {
    try (SharedLock lock = SharedLock.create()) {
      lock.lock();
      assertThat(lock.isHeldByCurrentThread()).isTrue();
      assertThat(lock.isAbandoned()).isFalse();
      assertThat(lock.tryLock()).isFalse();
      assertThatThrownBy(lock::lock)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("thread '%s' has this SharedLock already and would wait for itself; use a SharedReentrantLock"
              .formatted(Thread.currentThread().getName()));
      lock.unlock();
      assertThatThrownBy(lock::unlock)
          .isInstanceOf(IllegalMonitorStateException.class)
          .hasMessage("thread '%s' does not have this SharedLock; who locks it has to unlock it"
              .formatted(Thread.currentThread().getName()));
    }
  }

  @Test
  void aReentrantOneIsFreeWhenItWasUnlockedAsOften() throws Exception {
    try (SharedReentrantLock lock = SharedReentrantLock.create()) {
      lock.lock();
      assertThat(lock.tryLock()).isTrue();
      lock.lockInterruptibly();
      assertThat(lock.getHoldCount()).isEqualTo(3);
      lock.unlock();
      lock.unlock();
      boolean taken = inAnotherThread(lock::tryLock);
      assertThat(taken).isFalse();
      lock.unlock();
      boolean free = inAnotherThread(() -> {
        boolean got = lock.tryLock();
        lock.unlock();
        return got;
      });
      assertThat(free).isTrue();
      assertThat(lock.getHoldCount()).isZero();
    }
  }

  @Test
  void timesAreKept() throws Exception {
    try (SharedLock lock = SharedLock.create()) {
      lock.lock();
      Duration waited = inAnotherThread(() -> {
        long start = System.nanoTime();
        assertThat(lock.tryLock(50, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(lock.tryLock(0, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(lock.tryLock(-1, TimeUnit.MILLISECONDS)).isFalse();
        return Duration.ofNanos(System.nanoTime() - start);
      });
      assertThat(waited).isBetween(Duration.ofMillis(50), Duration.ofSeconds(10));
      lock.unlock();
    }
  }

  @Test
  void anInterruptEndsWaitingOrIsKept() throws Exception {
    try (SharedLock lock = SharedLock.create()) {
      lock.lock();
      CompletableFuture<Boolean> interruptible = new CompletableFuture<>();
      Thread one = Thread.ofPlatform().start(() -> {
        try {
          lock.lockInterruptibly();
        } catch (InterruptedException e) {
          interruptible.complete(true);
        }
      });
      one.interrupt();
      assertThat(interruptible.get(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Boolean> kept = new CompletableFuture<>();
      Thread two = Thread.ofPlatform().start(() -> {
        lock.lock();
        lock.unlock();
        kept.complete(Thread.currentThread().isInterrupted());
      });
      two.interrupt();
      lock.unlock();
      assertThat(kept.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aClosedOneSaysSoToThoseThatWait() throws Exception {
    SharedLock lock = SharedLock.create();
    lock.lock();
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    Thread waiter = Thread.ofPlatform().start(() -> {
      try {
        lock.lock();
      } catch (IllegalStateException e) {
        seen.complete(e);
      }
    });
    Awaitility.await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
    lock.close();
    assertThat(seen.get(20, TimeUnit.SECONDS))
        .hasMessage("this shared object is closed; keep it open while any process uses it");
  }

  @Test
  void conditionsNeedTheLock() throws Exception {
    try (SharedReentrantLock lock = SharedReentrantLock.create(); SharedCondition condition = lock.newCondition()) {
      assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
      lock.lock();
      lock.lock();
      assertThat(condition.awaitNanos(1_000_000)).isLessThanOrEqualTo(0);
      assertThat(lock.getHoldCount()).isEqualTo(2);
      Thread.currentThread().interrupt();
      assertThatThrownBy(condition::await).isInstanceOf(InterruptedException.class);
      assertThat(lock.getHoldCount()).isEqualTo(2);
    }
  }

  @Test
  void numbersAreChecked() {
    assertThatThrownBy(() -> SharedLatch.of(-1)).hasMessage("a latch with the count -1; it has to be 0 or more");
    assertThatThrownBy(() -> SharedBarrier.of(0)).hasMessage("a barrier for 0 parties; it has to be 1 to 1000");
    assertThatThrownBy(() -> SharedSemaphore.of(-1)).hasMessage("a semaphore of -1 permits; it has to be 0 or more");
    try (SharedSemaphore three = SharedSemaphore.bounded(3)) {
      assertThatThrownBy(() -> three.acquire(4)).hasMessage("4 permits of a semaphore that has at most 3");
      assertThat(three.tryAcquire(2)).isTrue();
      assertThatThrownBy(() -> three.release(3)).hasMessage(
          "3 permits released to a semaphore that has all but 2 of its 3; release what was acquired, once");
    }
    try (SharedReadWriteLock lock = SharedReadWriteLock.create()) {
      lock.readLock().lock();
      assertThatThrownBy(() -> lock.writeLock().lock()).isInstanceOf(IllegalStateException.class).hasMessageEndingWith(
          "has the read lock and would wait for itself; unlock it before it writes");
      lock.readLock().unlock();
      lock.writeLock().lock();
      lock.readLock().lock();
      lock.writeLock().unlock();
      assertThat(lock.getReadingProcesses()).isEqualTo(1);
      lock.readLock().unlock();
      assertThatThrownBy(() -> lock.readLock().unlock()).isInstanceOf(IllegalMonitorStateException.class);
    }
  }

  @Test
  void oneThatWantsManyIsNotStarvedByManyThatWantOne() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (SharedSemaphore permits = SharedSemaphore.bounded(2)) {
      List<Thread> small = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        small.add(Thread.ofPlatform().start(() -> {
          try {
            while (!over.get()) {
              permits.acquire();
              spin(100_000);
              permits.release();
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }));
      }
      for (int i = 0; i < 10; i++) {
        assertThat(permits.tryAcquire(2, Duration.ofSeconds(20))).isTrue();
        permits.release(2);
      }
      over.set(true);
      for (Thread thread : small) {
        thread.join();
      }
      assertThat(permits.availablePermits()).isEqualTo(2);
    }
  }
}
