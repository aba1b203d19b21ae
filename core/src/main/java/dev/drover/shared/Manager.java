package dev.drover.shared;

import static java.util.Objects.requireNonNull;

import dev.drover.internal.ipc.socket.SharedKey;
import dev.drover.task.Call;
import dev.drover.task.ChildOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/**
 * Shares any object behind its interface. The object lives in one process, the manager; all others have
 * <em>proxies</em> of it, which implement the interface and call it there. A proxy travels in whatever travels.
 *
 * <pre>{@code
 * try (Manager manager = Manager.start(); Pool pool = Pool.processes(4)) {
 *   Map<String, Integer> sizes = manager.map();
 *   Index index = manager.create(Index.class, LuceneIndex::new);
 *   pool.forEach(files, file -> {
 *     sizes.put(file.name(), file.size());
 *     index.add(file);
 *   });
 * }
 * }</pre>
 *
 * <table>
 * <caption>Where the objects live</caption>
 * <tr><td>{@link #start()}</td><td>in a process of their own, which ends with this one</td></tr>
 * <tr><td>{@link #serve()}</td><td>in this process</td></tr>
 * <tr><td>{@link #connect}</td><td>in a process that has nothing to do with this one</td></tr>
 * </table>
 *
 * <p><b>Calls.</b> All methods of the interface run in the manager, default methods too. Arguments and results are
 * copied, as values are on their way to a worker, also if the caller is the manager's own process; what can't travel
 * is refused with an {@link IllegalArgumentException}, an argument before anything is done. What the method throws
 * reaches the caller as it is, with the frames of the manager first. An interrupt of the caller interrupts the
 * method. An object does one call at a time unless it was created by {@link #createThreadSafe}; different objects do
 * theirs at the same time. An object may call others by their proxies, and these may call it back; two calls that
 * would wait for each other for ever are refused with an {@link IllegalStateException}.
 *
 * <p><b>Proxies in objects.</b> A proxy that is put into an object stays a proxy: a map in a map is one for all. A
 * result that is an object of the manager comes back as a proxy, and {@code this} too. {@code equals}, {@code
 * hashCode} and {@code toString} of a proxy are about which object it is and ask nobody; those of {@link #map},
 * {@link #list} and {@link #set} are about what is in them.
 *
 * <p><b>Life.</b> An object stays while it has a name, or while a process that has a proxy of it lives and can reach
 * it, and for 60 s after that, for references on their way. Objects that refer to each other in a circle stay until the
 * manager ends. When the manager is closed or dies, each call of another process that waits gets a
 * {@link ManagerGoneException} at once, and so does each later call of any.
 *
 * <p><b>Classes</b> of arguments and results have to be on the class path of the manager or be known to its parent,
 * as with {@link SharedQueue}. Proxies of {@link #start()} and {@link #serve()} work in all processes of this user on
 * this machine; of a manager with a key of your own in those that have connected with it. Thread-safe.
 */
public final class Manager implements AutoCloseable {
  private final ManagerPlace place;
  private final ManagerRoot root;
  private final Runnable end;
  private final AtomicBoolean closed = new AtomicBoolean();

  Manager(ManagerPlace place, Runnable end) {
    this.place = place;
    this.root = (ManagerRoot) new ManagerHandle(place, ManagerRoot.NUMBER, ManagerRoot.class).proxy();
    this.end = end;
  }

  // --- new ones ---

  /**
   * Starts a manager in a process of its own, with default options.
   *
   * @return when it can be called
   * @throws UncheckedIOException if there is no room for its socket
   * @throws IllegalStateException if too many children live
   * @throws dev.drover.task.TaskFailedException if its process ended before it was up
   */
  public static Manager start() {
    return start(o -> o);
  }

  /**
   * Starts a manager in a process of its own.
   *
   * @param options changes the defaults: {@code o -> o.process(p -> p.memory("2g"))}
   * @return when it can be called
   * @throws UncheckedIOException if there is no room for its socket
   * @throws IllegalStateException if too many children live
   * @throws dev.drover.task.TaskFailedException if its process ended before it was up
   */
  public static Manager start(UnaryOperator<ChildOptions> options) {
    return ManagerOwnPlace.begin((place, key) -> ManagerProcess.start(place, key, options));
  }

  /**
   * Serves objects from this process, to other processes of this user on this machine.
   *
   * @return until it is closed
   * @throws UncheckedIOException if there is no room for its socket
   */
  public static Manager serve() {
    return ManagerOwnPlace.begin((place, key) ->
        ManagerServer.open(place.address(), SharedKey.of(key), Optional.empty(), place.manager()));
  }

  /**
   * Serves objects from this process, to others that have a key.
   *
   * @param address a Unix-domain socket, see {@link Listener#open(SocketAddress, byte[])}
   * @param key what others have to have, 16 bytes or more
   * @return until it is closed
   * @throws IOException if it can't listen there
   * @throws IllegalArgumentException if the key is too short, or the address would need TLS
   */
  public static Manager serve(SocketAddress address, byte[] key) throws IOException {
    return serve(address, key, Optional.empty());
  }

  /**
   * Serves objects from this process over TCP with TLS 1.3.
   *
   * @param address host and port; port 0 takes a free one
   * @param key what others have to have, 16 bytes or more
   * @param tls has a certificate for the host
   * @return until it is closed
   * @throws IOException if it can't listen there
   * @throws IllegalArgumentException if the key is too short, or the address is a Unix-domain socket
   */
  public static Manager serve(SocketAddress address, byte[] key, SSLContext tls) throws IOException {
    return serve(address, key, Optional.of(tls));
  }

  private static Manager serve(SocketAddress address, byte[] key, Optional<SSLContext> tls) throws IOException {
    ManagerServer server = ManagerServer.open(
        requireNonNull(address, "address"), SharedKey.of(key), tls, ManagerServer.newNumber());
    return new Manager(server.place(), server::close);
  }

  /**
   * Connects to a manager that another process serves on this machine.
   *
   * @param address where it is
   * @param key what it was given
   * @return closing it ends the connection of this process, and nothing else
   * @throws ManagerGoneException if nobody is there
   * @throws IllegalStateException if it has another key, with an {@link AuthenticationException} as its cause
   * @throws IllegalArgumentException if the key is too short, or the address would need TLS
   */
  public static Manager connect(SocketAddress address, byte[] key) {
    return connect(address, key, Optional.empty());
  }

  /**
   * Connects to a manager over TCP with TLS 1.3.
   *
   * @param address its host, which its certificate has to name, and port
   * @param key what it was given
   * @param tls trusts its certificate
   * @return closing it ends the connection of this process, and nothing else
   * @throws ManagerGoneException if nobody is there
   * @throws IllegalStateException if it has another key, with an {@link AuthenticationException} as its cause
   * @throws IllegalArgumentException if the key is too short
   */
  public static Manager connect(SocketAddress address, byte[] key, SSLContext tls) {
    return connect(address, key, Optional.of(tls));
  }

  private static Manager connect(SocketAddress address, byte[] key, Optional<SSLContext> tls) {
    ManagerKeys.know(requireNonNull(address, "address"), SharedKey.of(key), tls);
    Manager any = new Manager(new ManagerPlace(address, ManagerPlace.ANY), () -> {});
    ManagerPlace place = new ManagerPlace(address, any.root.identity());
    ManagerKeys.know(place);
    return new Manager(place, () -> ManagerClient.connected(place).ifPresent(ManagerClient::close));
  }

  // --- objects ---

  /**
   * Makes an object in the manager. It does one call at a time.
   *
   * @param type its interface
   * @param maker is run in the manager, and what it gives stays there
   * @param <T> the interface
   * @return a proxy
   * @throws IllegalArgumentException if it is no interface, the maker can't travel, or gives something else
   * @throws ManagerGoneException if the manager is gone
   */
  public <T> T create(Class<T> type, Call<? extends T> maker) {
    return create(type, maker, false);
  }

  /**
   * Makes an object in the manager that is thread-safe: it does any number of calls at a time. Objects whose methods
   * wait for other calls, such as queues, have to be made so.
   *
   * @param type its interface
   * @param maker is run in the manager, and what it gives stays there
   * @param <T> the interface
   * @return a proxy
   * @throws IllegalArgumentException if it is no interface, the maker can't travel, or gives something else
   * @throws ManagerGoneException if the manager is gone
   */
  public <T> T createThreadSafe(Class<T> type, Call<? extends T> maker) {
    return create(type, maker, true);
  }

  private <T> T create(Class<T> type, Call<? extends T> maker, boolean threadSafe) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException(
          "%s is no interface; an object is shared behind an interface, since its proxy can be nothing else"
              .formatted(type.getName()));
    }
    try {
      return type.cast(root.make(type, requireNonNull(maker, "maker"), threadSafe));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new UndeclaredThrowableException(e, "what makes the object threw " + e);
    }
  }

  /**
   * A new map. Its iterators and views are over a copy. Functions run in the calling process; {@code compute}, {@code
   * merge} and the like are atomic, and need values that are equal to their copies.
   *
   * @param <K> keys, not null
   * @param <V> values, not null
   * @return empty
   * @throws ManagerGoneException if the manager is gone
   */
  @SuppressWarnings("unchecked") // what is empty can hold anything
  public <K, V> ConcurrentMap<K, V> map() {
    return new ManagedMap<>((ManagedCollections.MapObject<K, V>) createThreadSafe(
        ManagedCollections.MapObject.class, ManagedCollections.MapHere::new));
  }

  /**
   * A new list. Its iterators are over a copy.
   *
   * @param <E> what is in it
   * @return empty
   * @throws ManagerGoneException if the manager is gone
   */
  @SuppressWarnings("unchecked") // what is empty can hold anything
  public <E> List<E> list() {
    return new ManagedList<>((ManagedCollections.ListObject<E>) create(
        ManagedCollections.ListObject.class, ManagedCollections.ListHere::new));
  }

  /**
   * A new set. Its iterators are over a copy.
   *
   * @param <E> what is in it
   * @return empty
   * @throws ManagerGoneException if the manager is gone
   */
  @SuppressWarnings("unchecked") // what is empty can hold anything
  public <E> Set<E> set() {
    return new ManagedSet<>((ManagedCollections.SetObject<E>) create(
        ManagedCollections.SetObject.class, ManagedCollections.SetHere::new));
  }

  /**
   * A new namespace.
   *
   * @return empty
   * @throws ManagerGoneException if the manager is gone
   */
  public Namespace namespace() {
    return create(Namespace.class, ManagedValues.NamespaceHere::new);
  }

  /**
   * A new counter. Where all processes are on one machine {@link SharedLong} is a thousand times as fast.
   *
   * @param first its value
   * @return the counter
   * @throws ManagerGoneException if the manager is gone
   */
  public Counter counter(long first) {
    return createThreadSafe(Counter.class, () -> new ManagedValues.CounterHere(first));
  }

  // --- names ---

  /**
   * Gives an object a name, by which other processes {@linkplain #find find} it. It stays as long as it has one.
   *
   * @param name takes it from the object that had it
   * @param proxy of an object of this manager
   * @throws IllegalArgumentException if it is something else
   * @throws ManagerGoneException if the manager is gone
   */
  public void name(String name, Object proxy) {
    Object behind = proxy instanceof ManagedView view ? view.proxy() : proxy;
    ManagerHandle handle = ManagerHandle.of(behind)
        .filter(h -> h.place().manager() == place.manager())
        .orElseThrow(() -> new IllegalArgumentException(
            "what is to be called '%s' is no object of this manager; create it with the manager first"
                .formatted(name)));
    root.name(requireNonNull(name, "name"), handle.object());
  }

  /**
   * The object with a name.
   *
   * @param type its interface
   * @param name of it
   * @param <T> the interface
   * @return a proxy; empty if no object has this name
   * @throws ClassCastException if it has another interface
   * @throws ManagerGoneException if the manager is gone
   */
  public <T> Optional<T> find(Class<T> type, String name) {
    return Optional.ofNullable(root.find(requireNonNull(name, "name"))).map(ManagedView::of).map(type::cast);
  }

  // --- the manager ---

  /**
   * Where it is, for {@link #connect}.
   *
   * @return over TCP with the port that was found
   */
  public SocketAddress address() {
    return place.address();
  }

  /**
   * The number of its process.
   *
   * @return the operating system's
   * @throws ManagerGoneException if the manager is gone
   */
  public long pid() {
    return root.pid();
  }

  /**
   * Ends the manager: its process by SIGTERM, and by SIGKILL if that takes more than 5 s; nothing of it is left. Of one
   * that was connected to, ends the connection of this process. Idempotent.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      end.run();
    }
  }

  @Override
  public String toString() {
    return "Manager[%s]".formatted(place.address());
  }
}
