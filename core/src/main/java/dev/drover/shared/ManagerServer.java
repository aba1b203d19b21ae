package dev.drover.shared;

import static java.util.Objects.requireNonNull;

import dev.drover.internal.codec.Payload;
import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.socket.MessageLink;
import dev.drover.internal.ipc.socket.Reception;
import dev.drover.internal.ipc.socket.SharedKey;
import dev.drover.internal.ipc.socket.WrongKeyException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A manager in this process. Thread-safe. */
/*
 * One thread lets processes in and forgets what nobody holds; one for each process reads what it says; each call has a
 * thread, so that one which waits keeps no other. They are platform threads: user code that computes in virtual ones
 * would keep all others from their turn.
 *
 * A call from this process takes the same way, through bytes, without the socket: so it means the same everywhere.
 */
final class ManagerServer implements ManagerHolder, ManagerService {
  private static final Map<Long, ManagerServer> HERE = new ConcurrentHashMap<>();
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Reception reception;
  private final ManagerPlace place;
  private final ManagedObjects objects = new ManagedObjects(System::nanoTime);
  private final Set<ManagerSession> sessions = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool(
      Thread.ofPlatform().daemon().name("drover-manager-call").factory());

  private ManagerServer(Reception reception, ManagerPlace place) {
    this.reception = reception;
    this.place = place;
  }

  static long newNumber() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }

  static ManagerServer open(SocketAddress address, SharedKey key, Optional<SSLContext> tls, long number)
      throws IOException {
    Reception reception = Reception.open(address, key, tls);
    ManagerServer server = new ManagerServer(reception, new ManagerPlace(reception.address(), number));
    ManagedObject _ = server.objects.add(ManagerRoot.class, new ManagerRoot.Served(server), true);
    HERE.put(number, server);
    Thread.ofPlatform().daemon().name("drover-manager").start(server::run);
    return server;
  }

  /** The manager, if it is in this process. */
  static Optional<ManagerServer> here(ManagerPlace place) {
    return Optional.ofNullable(HERE.get(place.manager()));
  }

  ManagerPlace place() {
    return place;
  }

  ManagedObjects objects() {
    return objects;
  }

  /** A proxy of a value that a manager in this process has, or the value. */
  static @Nullable Object orProxy(@Nullable Object value) {
    for (ManagerServer server : HERE.values()) {
      Optional<ManagedObject> managed = value == null ? Optional.empty() : server.objects.of(value);
      if (managed.isPresent()) {
        return server.proxy(managed.get());
      }
    }
    return value;
  }

  Object proxy(ManagedObject object) {
    return ManagerHandles.process().get(place, object.number, object.type).proxy();
  }

  // --- processes ---

  private void run() {
    while (ended.getCount() > 0) {
      try {
        reception.accept(LOOK_NANOS).ifPresent(this::begin);
        ManagerHandles.process().sweep();
        objects.sweep();
      } catch (WrongKeyException e) {
        Log.warn("the manager at %s has turned a process away that has another key".formatted(place.address()));
      } catch (IOException | InterruptedException e) {
        close();
      }
    }
  }

  private void begin(MessageLink link) {
    ManagerSession session = new ManagerSession(this, link, threads);
    sessions.add(session);
    Thread.ofPlatform().daemon().name("drover-manager-guest").start(() -> {
      session.run();
      sessions.remove(session);
    });
    if (ended.getCount() == 0) {
      session.close();
    }
  }

  @Override
  public void hold(long object) {
    objects.hold(object, this);
  }

  @Override
  public void release(long object) {
    objects.release(object, this);
  }

  // --- calls ---

  /** Runs a call in this thread; never throws. */
  ManagerNote call(ManagerNote call) {
    boolean meant = call.manager() == ManagerPlace.ANY || call.manager() == place.manager();
    if (!meant || ended.getCount() == 0) {
      return call.answer(ManagerNote.Kind.GONE, Payload.empty());
    }
    @Nullable Long before = ManagerTurns.enter(call.chain());
    try {
      return call.answer(ManagerNote.Kind.VALUE, value(call));
    } catch (Throwable e) {
      return call.answer(ManagerNote.Kind.THROWN, ManagerCall.encode(e));
    } finally {
      ManagerTurns.leave(before);
    }
  }

  private Payload value(ManagerNote call) throws Throwable {
    ManagedObject object = objects.get(call.object());
    Method method = object.method(call.method());
    Object[] arguments = (Object[]) requireNonNull(Travel.decode(call.body(), "an argument of " + method.getName()));
    if (object.turn.isEmpty()) {
      return value(object, method, arguments);
    }
    await(object.turn.get(), call.chain(), method);
    try {
      return value(object, method, arguments);
    } finally {
      object.turn.get().end();
    }
  }

  private static void await(ManagerTurns.Turn turn, long chain, Method method) throws InterruptedException {
    try {
      turn.begin(chain);
    } catch (InterruptedException e) {
      if (Arrays.stream(method.getExceptionTypes()).anyMatch(t -> t.isAssignableFrom(InterruptedException.class))) {
        throw e;
      }
      throw new CancellationException("interrupted while it waited for its turn; nothing was done");
    }
  }

  /** What it returns is written while nobody changes it. */
  private Payload value(ManagedObject object, Method method, Object[] arguments) throws Throwable {
    try {
      Object value = method.invoke(object.target, arguments);
      return Travel.encode(orProxy(value), "what %s returns".formatted(method.getName()));
    } catch (InvocationTargetException e) {
      throw requireNonNull(e.getCause());
    }
  }

  // --- its end ---

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Calls of other processes are told, and interrupted here. Those of this process are its own affair. Idempotent. */
  @Override
  public void close() {
    HERE.remove(place.manager(), this);
    ended.countDown();
    boolean _ = reception.close();
    sessions.forEach(ManagerSession::close);
    threads.shutdownNow();
  }
}
