package dev.drover.internal.ipc.ring;

import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.memory.Lane;
import dev.drover.internal.ipc.wire.MemorySink;
import dev.drover.internal.ipc.wire.QuietChannel;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.TimeUnit;

/** The end of a ring into which bytes go. One thread at a time. */
/*
 * The bytes first, then the tail (release), then a full fence, then a look at the mark: see the README for why no bell is
 * missed. The tail of this side is a field, so nobody else can make it write where it must not; the head is the word of the
 * other side, and is believed only within what is possible.
 *
 * If there is no room, it looks again, at once and then after short sleeps. It is not woken: only one thread can wait at the
 * socket, and that is the one that receives. Who is gone does not make room, so now and then the bell is rung: that fails then.
 */
final class RingSink extends RingEnd implements MemorySink, QuietChannel {
  private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** For so long the receiver is taken to be at work: in the middle of a large value each microsecond counts. */
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** A write of so many times what a small ring holds wants a large one. */
  private static final long LARGE_FOR = 2;

  private final Bell bell;
  private long tail;
  private boolean mayGrow = true;
  private volatile Lane.Lookout lookout = Lane.Lookout.AS_LEARNT;
  private volatile boolean woken;
  private boolean keepsBell;

  /** The receiver sleeps, and has not been woken yet. */
  private boolean bellDue;

  RingSink(Lane lane, Bell bell) {
    super(lane);
    this.bell = bell;
  }

  /** Writes some of it, at least a byte. */
  @Override
  public int write(ByteBuffer from) throws IOException {
    try {
      growFor(from.remaining());
      int count = Math.min(awaitRoom(1), from.remaining());
      for (int left = count; left > 0; ) {
        int n = Math.min(piece(), left);
        copy(from, n);
        publish(n);
        left -= n;
      }
      return count;
    } catch (IllegalStateException | InternalError e) {
      throw failure(e);
    }
  }

  @Override
  public long write(MemorySegment from, long offset) throws IOException {
    try {
      growFor(from.byteSize() - offset);
      int at = place(tail);
      int room = Math.min(Math.min(awaitRoom(1), piece()), capacity() - at);
      int count = (int) Math.min(room, from.byteSize() - offset);
      lane.put(at, from, offset, count);
      publish(count);
      return count;
    } catch (IllegalStateException | InternalError e) {
      throw failure(e);
    }
  }

  private void growFor(long bytes) throws IOException {
    if (mayGrow && bytes >= LARGE_FOR * lane.capacity()) {
      grow();
    }
  }

  /** Makes the ring a large one, if there is memory; waits until it is empty for that, so that all in it is on one scale. */
  void grow() throws IOException {
    mayGrow = false;
    if (lane.extend()) {
      int empty = awaitRoom(capacity());
      lane.grown(1 + tail);
      grow(tail);
    }
  }

  /** For so many bytes at least. */
  private int awaitRoom(int least) throws IOException {
    int room = room();
    return room >= least ? room : awaitRoom(least, Patience.interruptible(Patience.FOR_EVER));
  }

  private int awaitRoom(int least, Patience patience) throws IOException {
    try {
      int room = room();
      while (room < least) {
        pause(patience);
        room = room();
      }
      return room;
    } finally {
      patience.end();
    }
  }

  private void pause(Patience patience) throws IOException {
    try {
      boolean ignored = patience.pause();
    } catch (InterruptedException e) {
      // as with every channel: what was begun can't be finished
      bell.close();
      Thread.currentThread().interrupt();
      ClosedByInterruptException closed = new ClosedByInterruptException();
      closed.initCause(e);
      throw closed;
    }
    if (patience.waited() < BUSY_NANOS) {
      patience.hurry();
    }
    if (bell.hasEnded()) {
      throw new IOException("the other side of a ring is gone");
    }
    if (patience.isDue(PROBE_NANOS)) {
      bell.ring();
    }
  }

  /** Whether the receiver is to look out for more; any thread, the last one counts. */
  void lookout(Lane.Lookout now) throws IOException {
    if (lookout != now) {
      lookout = now;
      try {
        lane.lookout(now);
      } catch (IllegalStateException | InternalError e) {
        throw failure(e);
      }
    }
  }

  /** Whether the receiver slept when something was published last, and was not looking out for it; any thread. */
  boolean hasWoken() {
    return woken;
  }

  @Override
  public boolean hasRoom(int bytes) throws IOException {
    try {
      return room() >= bytes;
    } catch (IllegalStateException | InternalError e) {
      throw failure(e);
    }
  }

  @Override
  public boolean writeQuietly(ByteBuffer from) throws IOException {
    keepsBell = true;
    try {
      while (from.hasRemaining()) {
        int ignored = write(from);
      }
    } finally {
      keepsBell = false;
    }
    return bellDue;
  }

  @Override
  public void ring() throws IOException {
    if (bellDue) {
      bellDue = false;
      bell.ring();
    }
  }

  private int room() throws IOException {
    requireOpen();
    try {
      return capacity() - used(lane.head(), tail);
    } catch (IOException nonsense) {
      bell.close();
      throw nonsense;
    }
  }

  private void copy(ByteBuffer from, int count) {
    int at = place(tail);
    int first = Math.min(count, capacity() - at);
    lane.put(at, from, first);
    from.position(from.position() + first);
    if (first < count) {
      lane.put(0, from, count - first);
      from.position(from.position() + count - first);
    }
  }

  private void publish(int count) throws IOException {
    tail += count;
    lane.tail(tail);
    lane.fence();
    woken = lane.isAsleep();
    if (woken) {
      lane.asleep(false);
      bellDue = true;
    }
    if (!keepsBell) {
      ring();
    }
  }
}
