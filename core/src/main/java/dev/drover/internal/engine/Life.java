package dev.drover.internal.engine;

import dev.drover.spi.Backend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The life of an engine.
 *
 * <p>States, each change under the dispatcher's lock: {@code OPEN -> SHUT_DOWN} (no new calls; those under way go on)
 * {@code -> TERMINATED} (the backend is closed). Thread-safe.
 */
final class Life {
  private enum State {
    OPEN,
    SHUT_DOWN,
    TERMINATED
  }

  private static final String SHUT_DOWN = "the pool was shut down";

  private final Dispatcher dispatcher;
  private final Backend backend;
  private final Submissions submissions;
  private final int leased;
  private final CountDownLatch terminated = new CountDownLatch(1);

  /** Guarded by the dispatcher's lock. */
  private State state = State.OPEN;

  /** Of an engine that has so many slots of the budget. */
  Life(Dispatcher dispatcher, Backend backend, Submissions submissions, int leased) {
    this.dispatcher = dispatcher;
    this.backend = backend;
    this.submissions = submissions;
    this.leased = leased;
  }

  /** Under the lock. */
  void requireOpen() {
    if (state != State.OPEN) {
      throw new RejectedExecutionException("the pool is shut down; open a new one: it takes no new calls");
    }
  }

  void shutdown() {
    dispatcher.lock.lock();
    try {
      if (state != State.OPEN) {
        return;
      }
      state = State.SHUT_DOWN;
      submissions.close();
      dispatcher.close();
    } finally {
      dispatcher.unlock();
    }
    Thread.ofVirtual().name("drover-terminator").start(this::terminate);
  }

  private void terminate() {
    dispatcher.lock.lock();
    try {
      dispatcher.awaitIdle(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      return; // nobody interrupts this thread
    } finally {
      dispatcher.unlock();
    }
    try {
      backend.close();
    } finally {
      // Whoever waits for the end must not wait for ever if a backend fails in it.
      ended();
    }
  }

  private void ended() {
    Budget.process().giveBack(leased);
    dispatcher.lock.lock();
    try {
      state = State.TERMINATED;
    } finally {
      dispatcher.unlock();
    }
    terminated.countDown();
  }

  void drain(String reason) {
    List<Run> runs;
    dispatcher.lock.lock();
    try {
      runs = dispatcher.runs();
      runs.forEach(r -> r.drain(reason));
      dispatcher.leads.all().forEach(l -> l.stop(reason, true));
    } finally {
      dispatcher.unlock();
    }
    runs.forEach(r -> r.sink.publish());
  }

  List<Submission> shutdownNow() {
    List<Submission> waiting;
    List<Run> runs;
    shutdown();
    dispatcher.lock.lock();
    try {
      waiting = submissions.takeWaiting();
      runs = dispatcher.runs();
      runs.forEach(r -> r.stop(SHUT_DOWN));
      dispatcher.leads.all().forEach(l -> l.stop(SHUT_DOWN, false));
    } finally {
      dispatcher.unlock();
    }
    runs.forEach(r -> r.sink.publish());
    return waiting;
  }

  boolean isShutdown() {
    dispatcher.lock.lock();
    try {
      return state != State.OPEN;
    } finally {
      dispatcher.unlock();
    }
  }

  boolean isTerminated() {
    return terminated.getCount() == 0;
  }

  boolean awaitTermination(Duration limit) throws InterruptedException {
    return terminated.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
