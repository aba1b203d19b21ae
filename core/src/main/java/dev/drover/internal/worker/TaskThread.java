package dev.drover.internal.worker;

import java.util.Optional;

/** The thread that runs items. */
/*
 * An interrupt closes the socket of a thread that is writing to it, and anybody may interrupt this thread: the parent's
 * stop, a timer that a task left behind. So an interrupt only goes through while user code runs; before that it is kept, and
 * after the item has ended it is dropped.
 *
 *     BETWEEN --begin()--> SHIELDED --open()--> OPEN --shield()--> SHIELDED --end()--> BETWEEN
 *
 * BETWEEN items an interrupt is dropped; SHIELDED (decoding, encoding, sending) it is kept for the next open().
 */
final class TaskThread extends Thread {
  /** Deep recursion in a task should end in a StackOverflowError of the task's making, not of ours. */
  private static final long STACK_BYTES = 8L << 20;

  private enum State {
    BETWEEN,
    SHIELDED,
    OPEN
  }

  private final TaskLoop loop;
  private final Object lock = new Object();
  private State state = State.BETWEEN;
  private boolean kept;

  private TaskThread(TaskLoop loop) {
    super(null, loop, "drover-task", STACK_BYTES);
    this.loop = loop;
  }

  static TaskThread create(TaskLoop loop, int contextLoader) {
    TaskThread thread = new TaskThread(loop);
    thread.setContextClassLoader(loop.classLoader(contextLoader));
    return thread;
  }

  static Optional<TaskThread> current() {
    return Thread.currentThread() instanceof TaskThread t ? Optional.of(t) : Optional.empty();
  }

  TaskLoop loop() {
    return loop;
  }

  @Override
  public void interrupt() {
    synchronized (lock) {
      switch (state) {
        case BETWEEN -> {
          // Nobody is meant.
        }
        case SHIELDED -> kept = true;
        case OPEN -> super.interrupt();
      }
    }
  }

  void begin() {
    synchronized (lock) {
      state = State.SHIELDED;
    }
  }

  void open() {
    synchronized (lock) {
      state = State.OPEN;
      if (kept) {
        kept = false;
        super.interrupt();
      }
    }
  }

  void shield() {
    synchronized (lock) {
      state = State.SHIELDED;
      kept |= Thread.interrupted();
    }
  }

  void end() {
    synchronized (lock) {
      state = State.BETWEEN;
      kept = false;
    }
  }
}
