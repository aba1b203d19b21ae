package dev.drover.internal.ipc.ring;

import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.memory.Lane;
import dev.drover.internal.ipc.wire.MemorySource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The end of a ring out of which bytes come. One thread at a time. */
/*
 *     AWAKE --mark--> MARKED --look: nothing--> ASLEEP --bell--> AWAKE
 *       ^               |                         |
 *       +--look: bytes--+                         +--end of file--> GONE: takes what is there, then ends
 *
 * The look between the mark and the sleep is the point: a sender that published before the mark could be seen did not ring, but
 * then the look sees what it published.
 *
 * The head of this side is a field; the tail is the word of the other side, and is believed only within what is possible.
 */
final class RingSource extends RingEnd implements MemorySource {
  private static final int END = -1;

  /** For so long the sender of something large is taken to be at work: to be woken for each piece of it would cost more than the piece. */
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Bell bell;
  private final Spin spin;
  private long head;
  private boolean large;

  /** Who waits for the bell if several threads take turns; nobody else may. */
  private volatile @Nullable Thread sleeper;

  RingSource(Lane lane, Bell bell, Spin spin) {
    super(lane);
    this.bell = bell;
    this.spin = spin;
  }

  /** Waits for a byte; -1 if there will be none, since the other side is gone. */
  @Override
  public int read(ByteBuffer to) throws IOException {
    try {
      int count = Math.min(awaitBytes(), to.remaining());
      if (count == 0) {
        return END;
      }
      for (int left = count; left > 0; ) {
        int n = Math.min(piece(), left);
        copy(to, n);
        head += n;
        lane.head(head);
        left -= n;
      }
      return count;
    } catch (IllegalStateException | InternalError e) {
      throw failure(e);
    }
  }

  @Override
  public long read(MemorySegment to, long offset) throws IOException {
    try {
      int there = awaitRest();
      int at = place(head);
      int count = (int) Math.min(Math.min(Math.min(there, piece()), capacity() - at), to.byteSize() - offset);
      if (count == 0) {
        return END;
      }
      lane.get(at, to, offset, count);
      head += count;
      lane.head(head);
      return count;
    } catch (IllegalStateException | InternalError e) {
      throw failure(e);
    }
  }

  /** 0 at the end. */
  private int awaitRest() throws IOException {
    int count = published();
    if (count > 0) {
      return count;
    }
    Patience patience = Patience.deaf();
    while (count == 0 && patience.waited() < BUSY_NANOS) {
      pause(patience);
      patience.hurry();
      count = published();
    }
    patience.end();
    return count > 0 ? count : awaitBytes();
  }

  /** 0 at the end. */
  private int awaitBytes() throws IOException {
    int count = published();
    if (count > 0) {
      return count;
    }
    return sleeper == null || sleeper == Thread.currentThread() ? awaitAsleep() : awaitAwake();
  }

  private int awaitAsleep() throws IOException {
    spin.begin(Lane.Lookout.AS_LEARNT, Intake.Other.AWAKE);
    boolean there = lookOn(spin);
    boolean alive = true;
    while (!there && alive) {
      alive = sleep();
      there = published() > 0;
    }
    spin.end();
    return published();
  }

  /** False if the other side is gone. */
  private boolean sleep() throws IOException {
    boolean alive = !mark() || bell.await();
    unmark();
    return alive;
  }

  /** The rest of something is on its way, and another thread is at the bell. */
  private int awaitAwake() throws IOException {
    Patience patience = Patience.deaf();
    boolean ended = false;
    while (published() == 0 && !ended) {
      ended = bell.hasEnded();
      pause(patience);
    }
    patience.end();
    return published();
  }

  private static void pause(Patience patience) {
    try {
      boolean ignored = patience.pause();
    } catch (InterruptedException e) {
      throw new IllegalStateException("it is deaf", e);
    }
  }

  /** Looks as long as that is thought to be of use; whether something is there. */
  boolean lookOn(Spin how) throws IOException {
    boolean there = published() > 0;
    while (!there && how.again()) {
      there = published() > 0;
    }
    return there;
  }

  /** Who will sleep for all threads that take turns. */
  void sleeper(Thread thread) {
    sleeper = thread;
  }

  /** Marks this side asleep. False, and it must not sleep, if something is there. */
  boolean mark() throws IOException {
    mark(true);
    lane.fence();
    return published() == 0;
  }

  void unmark() throws IOException {
    mark(false);
  }

  private void mark(boolean asleep) throws IOException {
    try {
      lane.asleep(asleep);
    } catch (IllegalStateException | InternalError e) {
      throw failure(e);
    }
  }

  /** Sleeps, once it is marked. False if the other side is gone. */
  boolean awaitBell() throws IOException {
    return bell.await();
  }

  /** Whether there is something to read. */
  boolean hasBytes() throws IOException {
    return published() > 0;
  }

  /** What the sender wants. */
  Lane.Lookout lookout() throws IOException {
    try {
      return lane.lookout();
    } catch (IllegalStateException | InternalError e) {
      throw failure(e);
    }
  }

  private int published() throws IOException {
    requireOpen();
    try {
      long tail = lane.tail();
      if (tail > head && !large) {
        lookWhetherGrown();
      }
      return used(head, tail);
    } catch (IllegalStateException | InternalError e) {
      throw failure(e);
    }
  }

  /** It grows only while it is empty, so its first byte on the new scale is the next one to be read. */
  private void lookWhetherGrown() throws IOException {
    long grown = lane.grown();
    if (grown != 0) {
      if (grown - 1 != head) {
        throw new IOException("a ring says that it grew at %d, and %d were taken".formatted(grown - 1, head));
      }
      large = true;
      grow(head);
    }
  }

  private void copy(ByteBuffer to, int count) {
    int at = place(head);
    int first = Math.min(count, capacity() - at);
    lane.get(at, to, first);
    to.position(to.position() + first);
    if (first < count) {
      lane.get(0, to, count - first);
      to.position(to.position() + count - first);
    }
  }
}
