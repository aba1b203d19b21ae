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
  final Lane lane;
  final int capacity;
  private volatile boolean open = true;

  RingEnd(Lane lane) {
    this.lane = lane;
    this.capacity = lane.capacity();
  }

  /** The lane may be unmapped by this side, and its file cut off by the other one, at any moment. */
  static IOException failure(Throwable e) {
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
