package dev.drover.internal.ipc.ring;

import dev.drover.internal.ipc.memory.Lane;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;

/**
 * What both ends of a ring have in common: nothing that the other side has stored is believed beyond what is possible, and memory that
 * is gone is an error of the channel.
 */
abstract sealed class RingEnd implements Channel permits RingSink, RingSource {
  private static final int PIECES = 4;
  private static final int SMALLEST_PIECE = 4 << 10;
  private static final int LARGEST_PIECE = 256 << 10;

  final Lane lane;
  private int capacity;
  private int piece;

  /** Where the present capacity began to count. */
  private long origin;
  private volatile boolean open = true;

  RingEnd(Lane lane) {
    this.lane = lane;
    capacity(lane.capacity());
  }

  private void capacity(int bytes) {
    capacity = bytes;
    piece = Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, bytes / PIECES));
  }

  /** The lane is a large one from this byte on. */
  final void grow(long at) {
    origin = at;
    capacity(lane.largeCapacity());
  }

  final int capacity() {
    return capacity;
  }

  /** As much is copied at most before the other side is told: the two work at the same time then. */
  final int piece() {
    return piece;
  }

  /** Where a byte is in the lane. */
  final int place(long count) {
    return (int) ((count - origin) & (capacity - 1));
  }

  /**
   * The lane may be unmapped by this side, and its file cut off by the other one, at any moment. A thread that is copying then is
   * interrupted by the JVM besides, which nobody meant: it would end a feeder.
   */
  static IOException failure(Throwable e) {
    boolean ignored = Thread.interrupted();
    if (e instanceof InternalError) {
      return new IOException("the file of a ring was cut off", e);
    }
    ClosedChannelException closed = new ClosedChannelException();
    closed.initCause(e);
    return closed;
  }

  /** How many bytes are in the ring. */
  final int used(long head, long tail) throws IOException {
    long used = tail - head;
    if (used < 0 || used > capacity) {
      throw new IOException("a ring has %d bytes in %d: head %d, tail %d".formatted(used, capacity, head, tail));
    }
    return (int) used;
  }

  final void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public final boolean isOpen() {
    return open;
  }

  @Override
  public final void close() {
    open = false;
  }
}
