package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Fn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One codec serves all threads. */
class ManyThreadsTest {
  private record Item(int n, List<Object> parts) {}

  @Test
  void eachThreadGetsItsOwnValueBack() throws Exception {
    ObjectCodec codec = new ObjectCodec(new ParentClasses());
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int n = 0; n < 2000; n++) {
        Item item = new Item(n, List.of(n, "text" + n, Locale.ITALY, new Item(-n, List.of())));
        Fn<Integer, Integer> add = x -> x + item.n();
        tasks.add(() -> item.equals(codec.decode(codec.encode(item))));
        tasks.add(() -> adds(codec.decode(codec.encode(add)), item.n()));
      }
      for (Future<Boolean> f : threads.invokeAll(tasks)) {
        assertThat(f.get()).isTrue();
      }
    }
  }

  private static boolean adds(@Nullable Object function, int n) throws Exception {
    @SuppressWarnings("unchecked")
    Fn<Integer, Integer> add = (Fn<Integer, Integer>) Objects.requireNonNull(function);
    return add.apply(1) == n + 1;
  }
}
