package dev.drover.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.Pool;
import dev.drover.shared.Counter;
import dev.drover.shared.Manager;
import dev.drover.shared.Namespace;
import dev.drover.shared.SharedQueue;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What objects promise that a manager shares. For the backend whose workers are processes. */
public abstract class ManagerContract extends PoolContract {
  private static final int THREADS = 20;

  /** For subclasses. */
  protected ManagerContract() {}

  /** A user's interface. */
  interface Account {
    int deposit(int amount);

    void fail(String message) throws FileNotFoundException;

    List<Integer> history();

    Account self();

    Account other(Account that);

    long pid();

    default String describe() {
      return "an account with %d entries".formatted(history().size());
    }
  }

  /** Not thread-safe. */
  static final class PlainAccount implements Account {
    private final List<Integer> entries = new ArrayList<>();
    private int balance;
    private boolean busy;

    @Override
    public int deposit(int amount) {
      if (busy) {
        throw new IllegalStateException("two calls at a time");
      }
      busy = true;
      balance += amount;
      entries.add(amount);
      Thread.onSpinWait();
      busy = false;
      return balance;
    }

    @Override
    public void fail(String message) throws FileNotFoundException {
      throw new FileNotFoundException(message);
    }

    @Override
    public List<Integer> history() {
      return entries;
    }

    @Override
    public Account self() {
      return this;
    }

    @Override
    public Account other(Account that) {
      return that;
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }
  }

  private static long depositHundred(Account account) {
    for (int i = 0; i < 100; i++) {
      account.deposit(1);
    }
    return account.pid();
  }

  @Test
  @DisplayName("an object is one for all: captured, in an item, a collection, a queue, a result; one call at a time")
  void oneForAll() throws Exception {
    try (Manager manager = Manager.start(); Pool pool = open(3); SharedQueue<Account> queue = SharedQueue.of(1)) {
      Account account = manager.create(Account.class, PlainAccount::new);
      assertThat(pool.map(List.of(1, 2, 3), _ -> depositHundred(account))).containsOnly(manager.pid());
      List<Map<String, List<Account>>> deep = List.of(Map.of("a", List.of(account)));
      assertThat(pool.map(deep, m -> requireNonNull(m.get("a")).getFirst().deposit(1))).containsExactly(301);
      queue.put(account);
      try (ChildProcess<Account> child = ChildProcess.start(() -> {
        Account taken = queue.take();
        taken.deposit(1);
        return taken;
      })) {
        assertThat(child.value()).isEqualTo(account).hasSameHashCodeAs(account).hasToString(account.toString());
      }
      assertThat(account.deposit(0)).isEqualTo(302);
      assertThat(account.history()).hasSize(303);
      assertThat(manager.pid()).isNotEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  @DisplayName("20 threads at once, on one object and on many")
  void manyThreads() throws Exception {
    try (Manager manager = Manager.start()) {
      Account one = manager.create(Account.class, PlainAccount::new);
      List<CompletableFuture<Integer>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        done.add(Async.call(() -> {
          Account own = manager.create(Account.class, PlainAccount::new);
          for (int k = 0; k < 50; k++) {
            one.deposit(1);
            own.deposit(2);
          }
          return own.deposit(0);
        }));
      }
      for (CompletableFuture<Integer> each : done) {
        assertThat(each.get()).isEqualTo(100);
      }
      assertThat(one.deposit(0)).isEqualTo(50 * THREADS);
    }
  }

  @Test
  @DisplayName("what a method throws reaches the caller as it is, the manager's frames first, then the caller's")
  void exceptions() {
    try (Manager manager = Manager.start()) {
      Account account = manager.create(Account.class, PlainAccount::new);
      assertThatThrownBy(() -> account.fail("no such thing"))
          .isInstanceOf(FileNotFoundException.class)
          .hasMessage("no such thing")
          .satisfies(e -> {
            List<String> frames = List.of(e.getStackTrace()).stream()
                .map(f -> f.getClassName() + "." + f.getMethodName()).toList();
            assertThat(frames.getFirst()).isEqualTo(PlainAccount.class.getName() + ".fail");
            assertThat(frames).anyMatch(f -> f.startsWith(ManagerContract.class.getName()));
          });
    }
  }

  @Test
  @DisplayName("results that are objects of the manager come back as proxies; default methods run in the manager")
  void resultsThatAreManaged() {
    try (Manager manager = Manager.start()) {
      Account account = manager.create(Account.class, PlainAccount::new);
      Account another = manager.create(Account.class, PlainAccount::new);
      assertThat(account.self()).isEqualTo(account).isNotEqualTo(another).isNotEqualTo("a text");
      assertThat(account.self().deposit(5)).isEqualTo(5);
      assertThat(account.other(another)).isEqualTo(another);
      assertThat(account.other(another).deposit(7)).isEqualTo(7);
      assertThat(account.deposit(0)).isEqualTo(5);
      assertThat(account.describe()).isEqualTo("an account with 2 entries");
      assertThat(account.toString()).startsWith("Account[object ").contains(manager.address().toString());
    }
  }

  @Test
  @DisplayName("row 56: a map in a map: what changes in the inner one by a proxy is seen by all")
  void nestedProxiesAreLive() throws Exception {
    try (Manager manager = Manager.start()) {
      ConcurrentMap<String, Map<String, List<Integer>>> outer = manager.map();
      Map<String, List<Integer>> inner = manager.map();
      List<Integer> list = manager.list();
      outer.put("inner", inner);
      inner.put("list", list);
      try (ChildProcess<Integer> child = ChildProcess.start(() -> {
        Map<String, List<Integer>> found = requireNonNull(outer.get("inner"));
        requireNonNull(found.get("list")).add(42);
        found.put("made by the child", new ArrayList<>(List.of(1)));
        return found.size();
      })) {
        assertThat(child.value()).isEqualTo(2);
      }
      assertThat(list).containsExactly(42);
      assertThat(inner).containsOnlyKeys("list", "made by the child");
      assertThat(outer.get("inner")).isEqualTo(inner);
      requireNonNull(inner.get("made by the child")).add(2);
      assertThat(inner.get("made by the child")).as("an ordinary list is copied").containsExactly(1);
      inner.clear();
      assertThat(outer.get("inner")).isEmpty();
    }
  }

  private static int count(ConcurrentMap<String, Integer> words, Set<String> seen, Counter counter) {
    for (int i = 0; i < 50; i++) {
      words.merge("word" + i % 5, 1, Integer::sum);
      seen.add("word" + i % 7);
      counter.add(1);
    }
    return 50;
  }

  @Test
  @DisplayName("map, list, set, namespace and counter, by four processes at once")
  void collections() throws Exception {
    try (Manager manager = Manager.start(); Pool pool = open(4)) {
      ConcurrentMap<String, Integer> words = manager.map();
      Set<String> seen = manager.set();
      Counter counter = manager.counter(5);
      List<Integer> list = manager.list();
      Namespace names = manager.namespace();
      assertThat(pool.map(List.of(1, 2, 3, 4), _ -> count(words, seen, counter))).containsOnly(50);
      assertThat(words).hasSize(5).containsEntry("word0", 40).containsEntry("word4", 40);
      assertThat(seen).hasSize(7).contains("word6");
      assertThat(counter.get()).isEqualTo(205);
      assertThat(counter.compareAndSet(205, 1) && !counter.compareAndSet(205, 2)).isTrue();
      pool.forEach(IntStream.range(0, 20).boxed().toList(), list::add);
      assertThat(list).hasSize(20).containsAll(List.of(0, 19));
      list.sort(null);
      assertThat(list.subList(3, 5)).containsExactly(3, 4);
      assertThat(list.removeFirst()).isZero();
      pool.submit(() -> names.set("answer", List.of(42))).get();
      assertThat(names.get("answer")).isEqualTo(List.of(42));
      assertThat(names.names()).containsExactly("answer");
      assertThat(names.find("question")).isEmpty();
      assertThatThrownBy(() -> names.get("question"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the namespace has no 'question', but [answer]");
    }
  }

  @Test
  @DisplayName("iterators are over a copy; functions run here; values without equals are told, not tried for ever")
  void mapsKeepTheirWord() {
    try (Manager manager = Manager.serve()) {
      ConcurrentMap<String, int[]> arrays = manager.map();
      arrays.put("a", new int[] {1});
      requireNonNull(arrays.get("a"))[0] = 2;
      assertThat(arrays.get("a")).as("a copy").containsExactly(1);
      assertThatThrownBy(() -> arrays.merge("a", new int[] {2}, (x, y) -> y))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a value of [I is not equal to its copy, so it can't be replaced by comparing");
      ConcurrentMap<String, Integer> map = manager.map();
      int[] calls = {0};
      assertThat(map.computeIfAbsent("x", _ -> ++calls[0])).isEqualTo(1);
      assertThat(map.compute("x", (_, v) -> v + 1)).isEqualTo(2);
      assertThat(map).isEqualTo(Map.of("x", 2)).hasToString("{x=2}");
      Iterator<String> keys = map.keySet().iterator();
      keys.next();
      assertThatThrownBy(keys::remove).isInstanceOf(UnsupportedOperationException.class);
      assertThat(map.remove("x", 3)).isFalse();
      assertThat(map.remove("x", 2)).isTrue();
      assertThat(map).isEmpty();
    }
  }

  @Test
  @DisplayName("what is no interface, or can't travel, is refused with a clear message, and harms nothing")
  void refusals() {
    try (Manager manager = Manager.start()) {
      assertThatThrownBy(() -> manager.create(ArrayList.class, ArrayList::new))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("java.util.ArrayList is no interface; an object is shared behind an interface, since its proxy "
              + "can be nothing else");
      assertThatThrownBy(() -> manager.create(Runnable.class, () -> {
        throw new FileNotFoundException("no model");
      })).hasCauseInstanceOf(FileNotFoundException.class).hasMessageContaining("no model");
      Map<String, Object> map = manager.map();
      assertThatThrownBy(() -> map.put("thread", Thread.currentThread()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("an argument of put can't travel to another process: ");
      Iterable<?> plain = manager.create(Iterable.class, () -> new ArrayList<>(List.of(1)));
      assertThatThrownBy(plain::iterator)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("what iterator returns can't travel to another process: ");
      assertThatThrownBy(() -> manager.name("x", "a text"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("what is to be called 'x' is no object of this manager; create it with the manager first");
      map.put("a", 1);
      assertThat(map).containsOnlyKeys("a");
    }
  }
}
