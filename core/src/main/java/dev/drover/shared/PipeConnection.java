package dev.drover.shared;

import dev.drover.internal.ipc.guard.Owner;
import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import java.io.EOFException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One end of a {@link Pipe}. */
/*
 * Two queues, and a word for each end: the process that used it last. A process that only has a handle, since it made
 * the pipe and passed this end on, does not count.
 */
final class PipeConnection extends Connection implements Serializable {
  private static final long serialVersionUID = 1;

  private final SharedQueue<Object> in;
  private final SharedQueue<Object> out;
  private final SharedLongs users;
  private final int end;

  private PipeConnection(SharedQueue<Object> in, SharedQueue<Object> out, SharedLongs users, int end) {
    this.in = in;
    this.out = out;
    this.users = users;
    this.end = end;
  }

  static PipeConnection of(SharedQueue<Object> in, SharedQueue<Object> out, SharedLongs users, int end) {
    return new PipeConnection(in, out, users, end);
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

  @Override
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

  @Override
  public Object receive() throws InterruptedException, EOFException {
    used();
    boolean _ = Waits.until(this::look, Patience.FOR_EVER);
    Optional<Object> value = Optional.ofNullable(in.poll());
    in.acknowledge();
    return value.orElseThrow(
        () -> new EOFException("nothing comes any more: the other end of the pipe is closed or dead"));
  }

  @Override
  public boolean poll(Duration limit) throws InterruptedException {
    return Waits.until(this::look, Waits.nanos(limit));
  }

  private boolean look(Patience patience) {
    return isReady(patience.isDue(Waits.LOOK_FOR_DEAD_NANOS));
  }

  /** The dead are looked for before the queue: what they had sent comes first. */
  @Override
  boolean isReady(boolean lookForDead) {
    return in.isEnded() || (lookForDead && isOtherDead()) || !in.isEmpty();
  }

  @Override
  public void close() {
    out.close();
    in.close();
    in.clear();
    users.closeWhen(() -> in.isOver() && out.isOver());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PipeConnection other && end == other.end && users.equals(other.users);
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
