package dev.drover.internal.worker;

import dev.drover.internal.codec.StretchWriter;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the worker says of its items, in the order in which it says it. Small values of neighbours go in one frame: for tiny items a
 * frame for each would take longer than the items. Thread-safe.
 */
final class Replies {
  /** A result waits this long for company at most, unless the next item keeps it; then the asking thread sends it. */
  private static final long FLUSH_AFTER_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

  private final Channel channel;

  // guarded by this
  private final StretchWriter values = new StretchWriter();
  private long batch;
  private int first;
  private int count;

  /** For the thread that runs items. */
  private long lastFlush;

  Replies(Channel channel) {
    this.channel = channel;
  }

  /** A small value, of an item that has printed nothing. */
  synchronized void ok(long ofBatch, int item, long nanos, @Nullable Object value) throws IOException {
    if (count > 0 && (ofBatch != batch || item != first + count || values.isFull())) {
      sendSmall();
    }
    if (count == 0) {
      batch = ofBatch;
      first = item;
    }
    values.addNumber(nanos);
    values.add(value);
    count++;
  }

  /** Anything else. */
  synchronized void send(Frame frame) throws IOException {
    sendSmall();
    channel.send(frame);
  }

  /** Hands over what has waited long enough; whether it did. For the thread that runs items. */
  boolean flushIfDue(long now) throws IOException {
    boolean due = now - lastFlush > FLUSH_AFTER_NANOS;
    if (due) {
      flush();
      lastFlush = now;
    }
    return due;
  }

  /** Hands over all there is. */
  synchronized void flush() throws IOException {
    sendSmall();
    channel.flush();
  }

  /** The last word on a batch: goes out together with what waits. For the thread that runs items. */
  void last(Frame frame) throws IOException {
    send(frame);
    channel.flush();
    lastFlush = System.nanoTime();
  }

  private void sendSmall() throws IOException {
    if (count > 0) {
      int told = count;
      count = 0;
      channel.send(new Frame.Oks(batch, first, told, Cargo.of(values.take())));
    }
  }
}
