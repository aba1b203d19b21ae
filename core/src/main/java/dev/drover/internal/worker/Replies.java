package dev.drover.internal.worker;

import dev.drover.internal.codec.StretchWriter;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the worker says of its items, in the order in which it says it. Small values of neighbours go in one frame: for tiny items a
 * frame for each would take longer than the items. Thread-safe.
 */
/*
 * The values of a stride are put into an array without the lock, and counted (release): whoever hands over in the middle of one, since an
 * item of it takes long, takes those that are counted (acquire). The array is used anew only after the rest was taken, under the lock.
 */
final class Replies {
  /** A result waits this long for company at most, unless the next item keeps it; then the asking thread sends it. */
  private static final long FLUSH_AFTER_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

  private final Channel channel;

  // guarded by this
  private final StretchWriter values = new StretchWriter();
  private long batch;
  private boolean exact;
  private int first;
  private int count;
  /** How long those ran together, unless it is told of each. */
  private long nanos;

  // the stride
  private final @Nullable Object[] ran = new @Nullable Object[Stride.MOST];
  /** How many of its items have a value. Written by the thread that runs items. */
  private final AtomicInteger counted = new AtomicInteger();
  // guarded by this
  private int taken;

  /** For the thread that runs items. */
  private long lastFlush;

  Replies(Channel channel) {
    this.channel = channel;
  }

  /** A small value, of an item that has printed nothing. */
  synchronized void ok(Frame.Batch of, int item, long took, @Nullable Object value) throws IOException {
    expect(of, item);
    if (exact) {
      values.addNumber(took);
    }
    values.add(value);
    nanos += took;
    count++;
  }

  /** This item is next. */
  private void expect(Frame.Batch of, int item) throws IOException {
    if (count > 0 && (of.id() != batch || item != first + count || values.isFull())) {
      sendSmall();
    }
    if (count == 0) {
      batch = of.id();
      exact = of.exact();
      first = item;
    }
  }

  /** Neighbours begin to run, of a batch in which it is not told how long each ran. For the thread that runs items. */
  synchronized void begin(Frame.Batch of, int item) throws IOException {
    expect(of, item);
    taken = 0;
    counted.setRelease(0);
  }

  /** The next of them has a small value, and has printed nothing. For the thread that runs items. */
  void ran(@Nullable Object value) {
    int place = counted.getPlain();
    ran[place] = value;
    counted.setRelease(place + 1);
  }

  /** No more of them, and they took so long in all. For the thread that runs items. */
  synchronized void end(long took) throws IOException {
    takeRan();
    nanos += took;
  }

  private void takeRan() throws IOException {
    int there = counted.getAcquire();
    while (taken < there) {
      int next = values.add(ran, taken, there);
      count += next - taken;
      taken = next;
      if (taken < there) {
        send();
      }
    }
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
    takeRan();
    if (count > 0) {
      send();
    }
  }

  private void send() throws IOException {
    int told = count;
    if (!exact) {
      values.addNumber(nanos);
    }
    count = 0;
    first += told;
    nanos = 0;
    channel.send(new Frame.Oks(batch, first - told, told, exact, Cargo.of(values.take())));
  }
}
