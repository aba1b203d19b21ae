package dev.drover.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.Pool;
import dev.drover.shared.Listener;
import dev.drover.shared.Manager;
import dev.drover.shared.ManagerGoneException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Managers whose clients or processes die, calls that wait, managers elsewhere. For workers that are processes. */
public abstract class ManagerDeathContract extends PoolContract {
  private static final int THREADS = 20;

  /** For subclasses. */
  protected ManagerDeathContract() {}

  @SuppressWarnings("unchecked") // what is empty can hold anything
  private static BlockingQueue<Integer> queue(Manager manager) {
    return manager.createThreadSafe(BlockingQueue.class, () -> new ArrayBlockingQueue<Integer>(100));
  }

  // --- deaths ---

  @Test
  @DisplayName("a manager is killed: each of 20 waiting calls is told at once, later ones too, here or in a worker")
  void managerIsKilled() throws Exception {
    try (Manager manager = Manager.start(); Pool pool = open(1)) {
      BlockingQueue<Integer> queue = queue(manager);
      CountDownLatch begun = new CountDownLatch(THREADS);
      List<CompletableFuture<Integer>> waiting = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        waiting.add(Async.call(() -> {
          begun.countDown();
          return queue.take();
        }));
      }
      Marks marks = marks("worker");
      var task = pool.submit(() -> {
        marks.addPid();
        return queue.take();
      });
      begun.await();
      marks.await(1);
      assertThat(queue.isEmpty()).isTrue();
      ProcessHandle.of(manager.pid()).orElseThrow().destroyForcibly();
      long start = System.nanoTime();
      for (CompletableFuture<Integer> each : waiting) {
        assertThatThrownBy(() -> each.get(5, TimeUnit.SECONDS))
            .hasCauseInstanceOf(ManagerGoneException.class)
            .hasMessageContaining("is gone: it is closed, or its process has ended; keep it open while");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class).hasMessageContaining("the manager at");
      assertThatThrownBy(queue::size).isInstanceOf(ManagerGoneException.class);
      assertThatThrownBy(() -> manager.map()).isInstanceOf(ManagerGoneException.class);
      assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a client that is killed in a call ends that and no other: the next one gets what it waited for")
  void clientIsKilled() throws Exception {
    try (Manager manager = Manager.start()) {
      BlockingQueue<Integer> queue = queue(manager);
      List<Integer> list = manager.list();
      Marks marks = marks("ready");
      try (ChildProcess<?> child = ChildProcess.start(() -> {
        list.add(1);
        marks.addPid();
        queue.take();
      })) {
        marks.await(1);
        Gate soon = gate("soon");
        CompletableFuture<Integer> other = Async.call(() -> {
          soon.open();
          return queue.take();
        });
        soon.pass();
        child.kill();
        child.join();
        assertThat(Until.within(Duration.ofSeconds(2), other::isDone)).isFalse();
        queue.put(7);
        assertThat(other.get()).isEqualTo(7);
      }
      assertThat(list).containsExactly(1);
    }
  }

  @Test
  @DisplayName("a closed manager says so, leaves nothing, and closes twice; one that serves in this process too")
  void closed() throws Exception {
    for (Manager manager : List.of(Manager.start(), Manager.serve())) {
      Map<String, Integer> map = manager.map();
      BlockingQueue<Integer> queue = queue(manager);
      map.put("a", 1);
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Integer> waiting = Async.call(() -> {
        begun.countDown();
        return queue.poll(1, TimeUnit.DAYS);
      });
      try (ChildProcess<Integer> child = ChildProcess.start(() -> map.get("a"))) {
        assertThat(child.value()).isEqualTo(1);
      }
      begun.await();
      long pid = manager.pid();
      boolean own = pid != ProcessHandle.current().pid();
      manager.close();
      manager.close();
      assertThatThrownBy(() -> map.get("a")).isInstanceOf(ManagerGoneException.class);
      if (own) {
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(ManagerGoneException.class);
      } else {
        assertThat(waiting).as("a call of this process is its own").isNotDone();
      }
      assertThat(manager).hasToString("Manager[%s]".formatted(manager.address()));
    }
  }

  // --- calls that wait ---

  @Test
  @DisplayName("an interrupt of the caller reaches the method, and its InterruptedException the caller")
  void interruptsAreForwarded() throws Exception {
    try (Manager manager = Manager.start()) {
      BlockingQueue<Integer> queue = queue(manager);
      CompletableFuture<Boolean> heard = new CompletableFuture<>();
      Thread caller = Thread.ofPlatform().daemon().start(() -> {
        try {
          heard.complete(queue.take() > 0);
        } catch (InterruptedException e) {
          heard.complete(!Thread.currentThread().isInterrupted());
        } catch (RuntimeException e) {
          heard.completeExceptionally(e);
        }
      });
      Until.isTrue("it waits", () -> caller.getState() == Thread.State.WAITING);
      caller.interrupt();
      assertThat(heard.get(10, TimeUnit.SECONDS)).isTrue();
      queue.put(1);
      assertThat(queue.take()).isEqualTo(1);
    }
  }

  /** Calls another one, which calls back. */
  interface Player {
    int play(Player other, int rounds);

    void meet(Player other, Barrier barrier) throws Exception;

    int touch();
  }

  /** Where calls meet within the manager. */
  interface Barrier {
    void await() throws Exception;
  }

  /** Not thread-safe. */
  static final class Pong implements Player {
    @Override
    public int play(Player other, int rounds) {
      return rounds == 0 ? 0 : 1 + other.play(this, rounds - 1);
    }

    @Override
    public void meet(Player other, Barrier barrier) throws Exception {
      barrier.await();
      other.touch();
    }

    @Override
    public int touch() {
      return 1;
    }
  }

  /** Of a class that travels. */
  static final class Crossing implements Barrier, Serializable {
    private static final long serialVersionUID = 1;
    private final transient CyclicBarrier two = new CyclicBarrier(2);

    @Override
    public void await() throws Exception {
      two.await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  @DisplayName("objects call each other back without waiting for themselves, also through a second manager")
  void nestedCalls() {
    try (Manager one = Manager.start(); Manager two = Manager.start()) {
      Player ping = one.create(Player.class, Pong::new);
      Player pong = one.create(Player.class, Pong::new);
      Player far = two.create(Player.class, Echo::new);
      assertThat(ping.play(pong, 5)).isEqualTo(5);
      assertThat(far.play(ping, 4)).isEqualTo(4);
    }
  }

  /** Gives the ball back with a proxy of the other one, which lives in another manager. */
  static final class Echo implements Player {
    @Override
    public int play(Player other, int rounds) {
      return rounds == 0 ? 0 : 1 + other.play(other, rounds - 1);
    }

    @Override
    public void meet(Player other, Barrier barrier) {}

    @Override
    public int touch() {
      return 0;
    }
  }

  @Test
  @DisplayName("two calls that would wait for each other for ever: one is refused, the other goes on")
  void circles() throws Exception {
    try (Manager manager = Manager.start()) {
      Player a = manager.create(Player.class, Pong::new);
      Player b = manager.create(Player.class, Pong::new);
      Barrier barrier = manager.createThreadSafe(Barrier.class, Crossing::new);
      CompletableFuture<String> first = Async.call(() -> meet(a, b, barrier));
      CompletableFuture<String> second = Async.call(() -> meet(b, a, barrier));
      assertThat(List.of(first.get(20, TimeUnit.SECONDS), second.get(20, TimeUnit.SECONDS)))
          .containsExactlyInAnyOrder("met", "this call would wait for ever: the object is busy with a call that waits "
              + "for an object this one is busy with; "
              + "call objects in one order, or create them with createThreadSafe()");
      assertThat(a.touch() + b.touch()).isEqualTo(2);
    }
  }

  private static String meet(Player one, Player other, Barrier barrier) throws Exception {
    try {
      one.meet(other, barrier);
      return "met";
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  // --- elsewhere ---

  @Test
  @DisplayName("row 56: a process that has the key finds objects by name; one with another key, or none, is told")
  void remote() throws Exception {
    byte[] key = Listener.newKey();
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(scratch().resolve("private").resolve("manager"));
    try (Manager manager = Manager.serve(address, key)) {
      List<String> list = manager.list();
      manager.name("list", list);
      list.add("hello");
      try (ChildProcess<List<String>> child = ChildProcess.start(() -> found(address, key))) {
        assertThat(child.value()).containsExactly("hello", "from the child");
      }
      assertThat(list).containsExactly("hello", "from the child");
      byte[] wrong = Listener.newKey();
      try (ChildProcess<String> child = ChildProcess.start(() -> refused(address, wrong))) {
        assertThat(child.value()).contains("who listens there has another key");
      }
      try (ChildProcess<String> child = ChildProcess.start(() -> list.toString())) {
        assertThatThrownBy(child::value)
            .hasMessageContaining("this process has no key for the manager at %s; ".formatted(address))
            .hasMessageContaining("call Manager.connect() with the key in it first");
      }
    }
    assertThatThrownBy(() -> Manager.connect(address, key)).isInstanceOf(ManagerGoneException.class);
  }

  private static List<String> found(SocketAddress address, byte[] key) {
    try (Manager manager = Manager.connect(address, key)) {
      List<?> list = manager.find(List.class, "list").orElseThrow();
      if (manager.find(List.class, "another").isPresent()) {
        throw new IllegalStateException("there is none");
      }
      add(list);
      return list.stream().map(String::valueOf).toList();
    }
  }

  @SuppressWarnings("unchecked") // it is a list of texts
  private static void add(List<?> list) {
    boolean _ = ((List<String>) list).add("from the child");
  }

  private static String refused(SocketAddress address, byte[] key) {
    try (Manager _ = Manager.connect(address, key)) {
      return "was let in";
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  @DisplayName("row 56: over TLS proxies are live too, nested ones with them")
  void remoteOverTls() throws Exception {
    byte[] key = Listener.newKey();
    Certificates certificates = Certificates.make(scratch());
    String store = certificates.store().toString();
    try (Manager manager = Manager.serve(new InetSocketAddress("localhost", 0), key, certificates.ofServer())) {
      Map<String, List<Integer>> map = manager.map();
      List<Integer> inner = manager.list();
      map.put("inner", inner);
      manager.name("map", map);
      int port = ((InetSocketAddress) manager.address()).getPort();
      try (ChildProcess<Integer> child = ChildProcess.start(() -> throughTls(port, key, store))) {
        assertThat(child.value()).isEqualTo(1);
      }
      assertThat(inner).containsExactly(5);
    }
  }

  private static int throughTls(int port, byte[] key, String store) throws Exception {
    SSLContext trust = new Certificates(Path.of(store)).ofClient();
    try (Manager manager = Manager.connect(new InetSocketAddress("localhost", port), key, trust)) {
      Map<?, ?> map = manager.find(Map.class, "map").orElseThrow();
      List<?> inner = (List<?>) requireNonNull(map.get("inner"));
      addFive(inner);
      return inner.size();
    }
  }

  @SuppressWarnings("unchecked") // it is a list of numbers
  private static void addFive(List<?> list) {
    boolean _ = ((List<Integer>) list).add(5);
  }
}
