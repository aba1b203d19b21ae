package dev.drover.shared;

import dev.drover.internal.ipc.guard.Owner;
import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import java.io.EOFException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One end of a {@link Pipe}. It may be passed to another process, and is then used by one process at a time.
 *
 * <p>The other end has come to its end if it was closed, or if the process that used it last is dead: what it had sent
 * is received, and then there is an {@link EOFException}. Thread-safe.
 */
/*
 * Two queues, and a word for each end: the process that used it last. A process that only has a handle, since it made
 * the pipe and passed this end on, does not count.
 */
public final class Connection implements AutoCloseable, Serializable {
  private static final long serialVersionUID = 1;

  private final SharedQueue<Object> in;
  private final SharedQueue<Object> out;
  private final SharedLongs users;
  private final int end;

  private Connection(SharedQueue<Object> in, SharedQueue<Object> out, SharedLongs users, int end) {
    this.in = in;
    this.out = out;
    this.users = users;
    this.end = end;
  }

  static Connection of(SharedQueue<Object> in, SharedQueue<Object> out, SharedLongs users, int end) {
    return new Connection(in, out, users, end);
  }

  private void used() {
    if (!users.isClosed()) {
      users.setRelease(end, Owner.self());
    }
  }

  private boolean isOtherDead() {
    if (users.isClosed()) {
      return true;
    }
    long other = users.getAcquire(1L - end);
    return other != 0 && Owner.isDead(other);
  }

  /**
   * Sends a copy of a value. Waits if too much is on its way.
   *
   * @param value not null
   * @throws InterruptedException if the thread is interrupted
   * @throws EOFException if the other end is closed or dead
   * @throws IllegalArgumentException if the value can't travel, or is too large
   */
  public void send(Object value) throws InterruptedException, EOFException {
    used();
    try {
      while (!out.offer(value, Waits.LOOK_FOR_DEAD_NANOS, TimeUnit.NANOSECONDS)) {
        if (isOtherDead()) {
          throw new EOFException("nobody receives: the process at the other end of the pipe is dead");
        }
      }
    } catch (QueueClosedException e) {
      throw (EOFException) new EOFException("nobody receives: the pipe is closed").initCause(e);
    }
  }

  /**
   * Waits for a value.
   *
   * @return what the other end sent
   * @throws InterruptedException if the thread is interrupted
   * @throws EOFException if nothing will come any more
   */
  public Object receive() throws InterruptedException, EOFException {
    used();
    boolean _ = Waits.until(this::look, Patience.FOR_EVER);
    Optional<Object> value = Optional.ofNullable(in.poll());
    in.acknowledge();
    return value.orElseThrow(
        () -> new EOFException("nothing comes any more: the other end of the pipe is closed or dead"));
  }

  /**
   * Waits for a value of a class.
   *
   * @param type of the value
   * @param <T> the same
   * @return what the other end sent
   * @throws InterruptedException if the thread is interrupted
   * @throws EOFException if nothing will come any more
   * @throws ClassCastException if something else came
   */
  public <T> T receive(Class<T> type) throws InterruptedException, EOFException {
    return type.cast(receive());
  }

  /**
   * Waits until there is something to receive, or to be told.
   *
   * @param limit how long at most
   * @return whether {@link #receive} returns or throws at once
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean poll(Duration limit) throws InterruptedException {
    return Waits.until(this::look, Waits.nanos(limit));
  }

  /** The dead are looked for before the queue: what they had sent comes first. */
  private boolean look(Patience patience) {
    return isReady(patience.isDue(Waits.LOOK_FOR_DEAD_NANOS));
  }

  private boolean isReady(boolean atTheDeadToo) {
    return in.isEnded() || (atTheDeadToo && isOtherDead()) || !in.isEmpty();
  }

  /**
   * Waits until one of several has something to receive, or to be told.
   *
   * @param connections that are waited for
   * @param limit how long at most
   * @return those of which {@link #receive} returns or throws at once; empty if the time was over
   * @throws InterruptedException if the thread is interrupted
   */
  public static List<Connection> await(Collection<Connection> connections, Duration limit) throws InterruptedException {
    List<Connection> all = List.copyOf(connections);
    boolean[] ready = new boolean[all.size()];
    boolean _ = Waits.until(
        patience -> look(all, ready, patience.isDue(Waits.LOOK_FOR_DEAD_NANOS)), Waits.nanos(limit));
    return IntStream.range(0, ready.length).filter(i -> ready[i]).mapToObj(all::get).toList();
  }

  private static boolean look(List<Connection> all, boolean[] ready, boolean atTheDeadToo) {
    boolean any = false;
    for (int i = 0; i < ready.length; i++) {
      ready[i] = all.get(i).isReady(atTheDeadToo);
      any |= ready[i];
    }
    return any;
  }

  /** Closes this end: the other one receives what was sent, and then is told; what it sends is refused. Idempotent. */
  @Override
  public void close() {
    out.close();
    in.close();
    in.clear();
    users.closeWhen(() -> in.isOver() && out.isOver());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Connection other && end == other.end && users.equals(other.users);
  }

  @Override
  public int hashCode() {
    return users.hashCode() + end;
  }

  @Override
  public String toString() {
    return "Connection[%s, end %d]".formatted(users, end);
  }
}
