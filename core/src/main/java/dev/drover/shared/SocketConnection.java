package dev.drover.shared;

import static java.util.Objects.requireNonNull;

import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.socket.MessageLink;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One end of a socket. */
final class SocketConnection extends Connection {
  private final MessageLink link;

  SocketConnection(MessageLink link) {
    this.link = link;
  }

  @Override
  public void send(Object value) throws InterruptedException, EOFException {
    Payload message = Travel.encode(requireNonNull(value, "value"), "the value");
    try {
      link.send(message);
    } catch (IOException e) {
      throw ended("nobody receives: the connection is closed, or the process at its other end is dead", e);
    }
  }

  @Override
  public Object receive() throws InterruptedException, EOFException {
    Optional<Payload> message;
    try {
      message = link.receive();
    } catch (IOException e) {
      throw ended("nothing comes any more: the connection has broken (%s)".formatted(e.getMessage()), e);
    }
    return requireNonNull(Travel.decode(message.orElseThrow(SocketConnection::over), "a value"), "value");
  }

  private static EOFException over() {
    return new EOFException("nothing comes any more: the other end of the connection is closed or dead");
  }

  private static EOFException ended(String message, IOException cause) {
    EOFException e = new EOFException(message);
    e.initCause(cause);
    return e;
  }

  @Override
  public boolean poll(Duration limit) throws InterruptedException {
    return link.await(Waits.nanos(limit));
  }

  /** The end of a process is the end of its sockets, so the dead need no look of their own. */
  @Override
  boolean isReady(boolean lookForDead) {
    return link.isReady();
  }

  @Override
  public void close() {
    link.close();
  }

  @Override
  public String toString() {
    return "Connection[socket]";
  }
}
