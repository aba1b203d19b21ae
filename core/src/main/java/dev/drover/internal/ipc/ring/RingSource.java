package dev.drover.internal.ipc.ring;

import dev.drover.internal.ipc.memory.Lane;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

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
final class RingSource implements ReadableByteChannel {
  private static final int END = -1;

  private final Lane lane;
  private final Bell bell;
  private final Spin spin;
  private final int capacity;
  private long head;
  private volatile boolean open = true;

  RingSource(Lane lane, Bell bell, Spin spin) {
    this.lane = lane;
    this.bell = bell;
    this.spin = spin;
    this.capacity = lane.capacity();
  }

  /** Waits for a byte; -1 if there will be none, since the other side is gone. */
  @Override
  public int read(ByteBuffer to) throws IOException {
    try {
      int count = Math.min(awaitBytes(), to.remaining());
      if (count == 0) {
        return END;
      }
      copy(to, count);
      head += count;
      lane.head(head);
      return count;
    } catch (IllegalStateException unmapped) {
      throw RingSink.closed(unmapped);
    } catch (InternalError cutOff) {
      throw new IOException("the file of a ring was cut off", cutOff);
    }
  }

  /** 0 at the end. */
  private int awaitBytes() throws IOException {
    int count = published();
    if (count > 0) {
      return count;
    }
    spin.begin();
    while (count == 0 && spin.again()) {
      count = published();
    }
    boolean alive = true;
    while (count == 0 && alive) {
      alive = sleep();
      count = published();
    }
    spin.end();
    return count;
  }

  /** False if the other side is gone. */
  private boolean sleep() throws IOException {
    lane.asleep(true);
    lane.fence();
    boolean alive = published() > 0 || bell.await();
    lane.asleep(false);
    return alive;
  }

  private int published() throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    long tail = lane.tail();
    long count = tail - head;
    if (count < 0 || count > capacity) {
      throw new IOException("a ring has %d bytes in %d: head %d, tail %d".formatted(count, capacity, head, tail));
    }
    return (int) count;
  }

  private void copy(ByteBuffer to, int count) {
    int at = (int) (head & (capacity - 1));
    int first = Math.min(count, capacity - at);
    lane.get(at, to, first);
    to.position(to.position() + first);
    if (first < count) {
      lane.get(0, to, count - first);
      to.position(to.position() + count - first);
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
