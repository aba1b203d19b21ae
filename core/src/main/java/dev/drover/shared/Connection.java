package dev.drover.shared;

import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.socket.Reception;
import dev.drover.internal.ipc.socket.SharedKey;
import dev.drover.internal.ipc.socket.WrongKeyException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/**
 * One end of a line to another process: what one end sends the other receives, in this order.
 *
 * <table>
 * <caption>Where one comes from</caption>
 * <tr><td>{@link Pipe#open()}</td><td>shared memory, between a process and those that it passes an end to. An end
 *   travels, and is used by one process at a time</td></tr>
 * <tr><td>{@link Listener#accept()}, {@link #connect}</td><td>a socket, between any two processes that have the same
 *   key. It stays in its process</td></tr>
 * </table>
 *
 * <p>The other end has come to its end if it was closed, or if its process is dead: what it had sent is received, and
 * then there is an {@link EOFException}. Values are copied, as they are on their way to a worker; classes that are
 * not on the class path are found by the context class loader of the thread that receives. Thread-safe.
 */
public abstract sealed class Connection implements AutoCloseable permits PipeConnection, SocketConnection {
  Connection() {}

  /**
   * Connects to a {@link Listener} on this machine.
   *
   * @param address where it listens: a Unix-domain socket
   * @param key what it was opened with, 16 bytes or more
   * @return both sides have shown that they have the key
   * @throws AuthenticationException if the listener has another key
   * @throws IOException if nobody listens there, or it is something else, or says nothing for 5 s
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if the key is too short, or the address would need TLS
   */
  public static Connection connect(SocketAddress address, byte[] key) throws IOException, InterruptedException {
    return connect(address, key, Optional.empty());
  }

  /**
   * Connects to a {@link Listener} over TCP with TLS 1.3.
   *
   * @param address its host, which the listener's certificate has to name, and port
   * @param key what it was opened with, 16 bytes or more
   * @param tls trusts the listener's certificate
   * @return both sides have shown that they have the key
   * @throws AuthenticationException if the listener has another key
   * @throws IOException if nobody listens there, or it is something else, or says nothing for 5 s
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if the key is too short
   */
  public static Connection connect(SocketAddress address, byte[] key, SSLContext tls)
      throws IOException, InterruptedException {
    return connect(address, key, Optional.of(tls));
  }

  private static Connection connect(SocketAddress address, byte[] key, Optional<SSLContext> tls)
      throws IOException, InterruptedException {
    Objects.requireNonNull(address, "address");
    try {
      return new SocketConnection(Reception.connect(address, SharedKey.of(key), tls));
    } catch (WrongKeyException e) {
      throw new AuthenticationException(e);
    }
  }

  /**
   * Sends a copy of a value. Waits if too much is on its way.
   *
   * @param value not null
   * @throws InterruptedException if the thread is interrupted. Nothing was sent then, or over a socket the value was in
   *     part, and the connection is closed
   * @throws EOFException if the other end is closed or dead
   * @throws IllegalArgumentException if the value can't travel, or is too large for a pipe
   */
  public abstract void send(Object value) throws InterruptedException, EOFException;

  /**
   * Waits for a value.
   *
   * @return what the other end sent
   * @throws InterruptedException if the thread is interrupted; nothing is lost
   * @throws EOFException if nothing will come any more
   * @throws IllegalStateException if a value came that can't be rebuilt here; the next one can be received
   */
  public abstract Object receive() throws InterruptedException, EOFException;

  /**
   * Waits for a value of a class.
   *
   * @param type of the value
   * @param <T> the same
   * @return what the other end sent
   * @throws InterruptedException if the thread is interrupted; nothing is lost
   * @throws EOFException if nothing will come any more
   * @throws ClassCastException if something else came
   * @throws IllegalStateException if a value came that can't be rebuilt here; the next one can be received
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
  public abstract boolean poll(Duration limit) throws InterruptedException;

  /** Whether {@link #receive} returns or throws at once, without waiting; looking for a dead process takes longer. */
  abstract boolean isReady(boolean lookForDead);

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
  public abstract void close();
}
