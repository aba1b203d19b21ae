package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/** The lock of a slot, which makes the slot's reports when it is given up. */
/*
 * A report reaches code of the user's (callbacks of futures) and comes back to this backend from there (a new task, a demand
 * for slots), so it must not be made under the lock. But reports are decided under it, and must be made in that order and by
 * one thread at a time. So they are queued here. Whoever gives the lock up makes them, unless another thread is at it, which
 * then makes these too before it stops.
 */
final class SlotLock extends ReentrantLock {
  private static final long serialVersionUID = 1;

  // guarded by this lock
  private transient Deque<Runnable> reports = new ArrayDeque<>();
  private transient Deque<Runnable> spare = new ArrayDeque<>();
  private boolean reporting;

  /** To be made when the lock is given up. Under the lock. */
  void report(Runnable report) {
    reports.add(report);
  }

  @Override
  public void unlock() {
    if (getHoldCount() > 1 || reporting || reports.isEmpty()) {
      super.unlock();
    } else {
      makeReports();
    }
  }

  private void makeReports() {
    reporting = true;
    while (!reports.isEmpty()) {
      Deque<Runnable> due = reports;
      reports = spare;
      super.unlock();
      due.forEach(SlotLock::make);
      due.clear();
      lock();
      spare = due;
    }
    reporting = false;
    super.unlock();
  }

  private static void make(Runnable report) {
    try {
      report.run();
    } catch (RuntimeException | Error e) {
      Log.warn("a report failed", e);
    }
  }
}
