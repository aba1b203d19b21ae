package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.task.Broadcast;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about values that all items need. */
public abstract class BroadcastContract extends PoolContract {
  private static final int ITEMS = 60;

  /** For subclasses. */
  protected BroadcastContract() {}

  /** Counts how often this process has read one. */
  private static final class Counted implements Serializable {
    private static final long serialVersionUID = 1;
    private static final AtomicInteger READ = new AtomicInteger();

    private final String text;

    Counted(String text) {
      this.text = text;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      READ.incrementAndGet();
    }
  }

  /** Not Serializable, and no record. */
  private static final class Socketlike {}

  /** A capture that is not the function itself. */
  private record Holder(Broadcast<List<String>> words) {}

  @Test
  @DisplayName("a broadcast value reaches each worker once, whatever functions, inputs and calls mention it")
  void onceForEachWorker() {
    try (Pool pool = open(2)) {
      Broadcast<Counted> value = pool.broadcast(new Counted("x".repeat(1 << 20)));
      assertThat(pool.map(Parallel.range(0, ITEMS), _ -> value.value().text.length())).containsOnly(1 << 20);
      assertThat(pool.map(List.of(value, value), b -> b.value().text.length())).containsOnly(1 << 20);
      List<Integer> reads = pool.map(Parallel.range(0, ITEMS), x -> {
        int length = value.value().text.length() + x;
        return length > 0 ? Counted.READ.get() : -1;
      });
      assertThat(reads).allMatch(count -> count <= 1);
    }
  }

  @Test
  @DisplayName("all items of a worker get the same object, as a field, from a collection and in a submitted task")
  void sameObject() throws Exception {
    try (Pool pool = open(1)) {
      Broadcast<List<String>> words = pool.broadcast(List.of("a", "b"));
      Holder holder = new Holder(words);
      Map<String, Broadcast<List<String>>> map = new HashMap<>(Map.of("key", words));
      assertThat(pool.map(List.of(1, 2), _ -> holder.words().value() == map.values().iterator().next().value())).containsOnly(true);
      assertThat(pool.submit(() -> words.value().size()).get()).isEqualTo(2);
      assertThat(pool.submit((Callable<Boolean> & Serializable) () -> holder.words() == words).get()).isTrue();
    }
  }

  @Test
  @DisplayName("a broadcast that comes back as a result is the caller's own")
  void comesBack() {
    try (Pool pool = open(2)) {
      Broadcast<String> value = pool.broadcast("here");
      assertThat(pool.map(List.of(1, 2, 3), _ -> value)).allMatch(b -> b == value);
    }
  }

  @Test
  @DisplayName("two pools can have the same broadcast, one inside the other too")
  void severalPools() {
    Broadcast<String> value = Broadcast.of("shared");
    try (Pool one = open(1)) {
      try (Pool two = open(1)) {
        assertThat(two.map(List.of(1), x -> value.value() + x)).containsExactly("shared1");
      }
      assertThat(one.map(List.of(1), x -> value.value() + x)).containsExactly("shared1");
      assertThat(one.map(List.of(1), x -> {
        try (Pool inner = Pool.threads(1)) {
          return inner.map(List.of(x), _ -> value.value()).getFirst();
        }
      })).containsExactly("shared");
    }
  }

  @Test
  @DisplayName("many broadcasts, used and forgotten, of which some are equal")
  void many() {
    try (Pool pool = open(2)) {
      for (int i = 0; i < ITEMS; i++) {
        Broadcast<String> value = pool.broadcast("value " + i % 7);
        assertThat(new HashSet<>(pool.map(List.of(1, 2, 3), _ -> value.value()))).containsExactly("value " + i % 7);
      }
    }
  }

  @Test
  @DisplayName("what can't travel is refused in processes with its place, and works elsewhere")
  void unserializable() {
    try (Pool pool = open(1)) {
      Broadcast<Map<String, Socketlike>> value = pool.broadcast(new HashMap<>(Map.of("here", new Socketlike())));
      List<Outcome<Integer, Integer>> outcomes = pool.outcomes(List.of(1), _ -> value.value().size()).toList();
      if (backend().equals("processes")) {
        assertThat(outcomes).singleElement().isInstanceOfSatisfying(Outcome.Failed.class, failed ->
            assertThat(failed.failure()).isInstanceOfSatisfying(Failure.Unserializable.class, u ->
                assertThat(u.detail())
                    .contains("captures 'value', which leads to value.value().get(\"here\")")
                    .contains("Socketlike), which is not Serializable")));
      } else {
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Ok.class);
      }
    }
  }
}
