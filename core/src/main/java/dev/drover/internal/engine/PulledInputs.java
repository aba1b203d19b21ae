package dev.drover.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Inputs behind an iterator, which may block, throw or never end.
 *
 * <p>It is read by one thread at a time: by the caller while the caller runs items itself ({@link #readHere}), then by a
 * virtual thread of its own ({@link #readAhead}), never under the lock. Each input is published as soon as it has been read,
 * since the next one may take an hour to come. It is read ahead up to {@link #allow} and no further.
 */
final class PulledInputs implements Inputs {
  private final Iterator<?> iterator;
  private final Dispatcher dispatcher;
  private final Condition room;
  private final Runnable arrived;

  // guarded by lock
  private final ArrayDeque<Object> buffer = new ArrayDeque<>();
  private long read;
  private long limit;
  private boolean waiting;
  private boolean finished;
  private @Nullable Throwable failure;
  private @Nullable Thread reader;

  /** Calls {@code arrived} under the lock after each input and at the end. */
  PulledInputs(Iterator<?> iterator, Dispatcher dispatcher, Runnable arrived) {
    this.iterator = iterator;
    this.dispatcher = dispatcher;
    this.room = dispatcher.lock.newCondition();
    this.arrived = arrived;
  }

  @Override
  public void readAhead() {
    Thread thread = Thread.ofVirtual().name("drover-input").unstarted(this::readAll);
    dispatcher.lock.lock();
    try {
      reader = thread;
    } finally {
      dispatcher.unlock();
    }
    thread.start();
  }

  private void readAll() {
    try {
      while (awaitRoom() && readOne()) {
        // each input is published by readOne
      }
    } catch (InterruptedException e) {
      finish(null); // stopped: nobody wants the rest
    }
  }

  private boolean awaitRoom() throws InterruptedException {
    dispatcher.lock.lock();
    try {
      waiting = true;
      while (read >= limit && !finished) {
        room.await();
      }
      waiting = false;
      return !finished;
    } finally {
      dispatcher.unlock();
    }
  }

  @Override
  public void readHere(int most) {
    for (int i = 0; i < most && mayRead() && readOne(); i++) {
      // each input is published by readOne
    }
  }

  private boolean mayRead() {
    dispatcher.lock.lock();
    try {
      return read < limit && !finished;
    } finally {
      dispatcher.unlock();
    }
  }

  @SuppressWarnings("NullAway") // inputs may be null; the holder tells them from the end
  private boolean readOne() {
    Object[] holder = new Object[1];
    try {
      if (!iterator.hasNext()) {
        finish(null);
        return false;
      }
      holder[0] = iterator.next();
    } catch (Throwable e) { // whatever the user's iterator throws reaches the caller
      finish(e);
      return false;
    }
    publish(holder);
    return true;
  }

  private void publish(Object[] holder) {
    dispatcher.lock.lock();
    try {
      if (!finished) {
        buffer.add(holder);
        read++;
        arrived.run();
      }
    } finally {
      dispatcher.unlock();
    }
  }

  private void finish(@Nullable Throwable why) {
    dispatcher.lock.lock();
    try {
      if (!finished) {
        finished = true;
        failure = why;
      }
      arrived.run();
    } finally {
      dispatcher.unlock();
    }
  }

  @Override
  public List<Object> take(int most) {
    List<Object> taken = new ArrayList<>(Math.min(most, buffer.size()));
    while (taken.size() < most && !buffer.isEmpty()) {
      taken.add(((Object[]) buffer.remove())[0]);
    }
    return taken;
  }

  @Override
  public long left() {
    return finished ? buffer.size() : -1;
  }

  @Override
  public int ready() {
    return buffer.size();
  }

  @Override
  public boolean exhausted() {
    return finished && buffer.isEmpty();
  }

  @Override
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public List<Object> stop() {
    finished = true;
    room.signalAll();
    if (reader != null) {
      reader.interrupt(); // it may be blocked in the user's iterator
    }
    return take(Integer.MAX_VALUE);
  }

  @Override
  public void allow(long newLimit) {
    boolean wasFull = read >= limit;
    limit = newLimit;
    if (waiting && wasFull && read < limit) {
      room.signal();
    }
  }
}
