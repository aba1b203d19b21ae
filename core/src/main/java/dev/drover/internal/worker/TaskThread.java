package dev.drover.internal.worker;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The thread that runs items. */
/*
 * An interrupt closes the socket of a thread that is writing to it, and anybody may interrupt this thread: the parent's
 * stop, a timer that a task left behind. So an interrupt only goes through while user code runs; before that it is kept, and
 * after the item has ended it is dropped.
 *
 *     BETWEEN --begin()--> SHIELDED --open()--> OPEN --shield()--> SHIELDED --end()--> BETWEEN
 *
 *     interrupt():   BETWEEN: dropped    SHIELDED -> KEPT, for the next open()    OPEN -> INTERRUPTING -> OPEN
 *
 * INTERRUPTING holds shield() up: an interrupt that began while user code ran must not arrive later. Four changes an item, so no
 * lock: the thread itself only fails to change the state when somebody interrupts it in that moment.
 */
final class TaskThread extends Thread {
  /** Deep recursion in a task should end in a StackOverflowError of the task's making, not of ours. */
  private static final long STACK_BYTES = 8L << 20;

  private enum State {
    BETWEEN,
    SHIELDED,
    KEPT,
    OPEN,
    INTERRUPTING
  }

  private final TaskLoop loop;
  private final AtomicReference<State> state = new AtomicReference<>(State.BETWEEN);

  TaskThread(TaskLoop loop) {
    super(null, loop, "drover-task", STACK_BYTES);
    this.loop = loop;
  }

  static Optional<TaskThread> current() {
    return Thread.currentThread() instanceof TaskThread t ? Optional.of(t) : Optional.empty();
  }

  TaskLoop loop() {
    return loop;
  }

  @Override
  public void interrupt() {
    boolean over = false;
    while (!over) {
      over = switch (Objects.requireNonNull(state.get())) {
        case BETWEEN, KEPT -> true;
        case SHIELDED -> state.compareAndSet(State.SHIELDED, State.KEPT);
        case OPEN -> interruptOpen();
        case INTERRUPTING -> giveWay();
      };
    }
  }

  private boolean interruptOpen() {
    boolean mine = state.compareAndSet(State.OPEN, State.INTERRUPTING);
    if (mine) {
      super.interrupt();
      state.set(State.OPEN);
    }
    return mine;
  }

  @SuppressWarnings("ThreadPriorityCheck") // the other thread has one call to make
  private static boolean giveWay() {
    Thread.yield();
    return false;
  }

  void begin() {
    state.setRelease(State.SHIELDED);
  }

  void open() {
    if (state.getAndSet(State.OPEN) == State.KEPT) {
      super.interrupt();
    }
  }

  void shield() {
    while (!state.compareAndSet(State.OPEN, State.SHIELDED)) {
      giveWay();
    }
    if (Thread.interrupted()) {
      state.set(State.KEPT);
    }
  }

  void end() {
    state.setRelease(State.BETWEEN);
  }
}
