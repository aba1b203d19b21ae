package dev.drover.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.ParentClasses;
import dev.drover.internal.codec.Payload;
import dev.drover.task.Call;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tasks that are always the same are read once, all others each time. */
class FixedTasksTest {
  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());
  private final FixedTasks tasks = new FixedTasks(codec);

  /** As it comes: in bytes of its own each time. */
  private Payload sent(@Nullable Object value) throws Exception {
    byte[] bytes = codec.encode(value).bytes();
    return Payload.owned(bytes, bytes.length);
  }

  private Object read(Object value) throws Exception {
    return Objects.requireNonNull(tasks.decode(sent(value)));
  }

  private static final List<Call<Integer>> MANY = List.of(
      () -> 0, () -> 1, () -> 2, () -> 3, () -> 4, () -> 5, () -> 6, () -> 7, () -> 8, () -> 9, () -> 10, () -> 11);

  @Test
  void eachOfManyTasksIsItselfHoweverOftenItComes() throws Exception {
    for (int i : IntStream.range(0, 5 * MANY.size()).map(i -> i * 7 % MANY.size()).toArray()) {
      assertThat(((Call<?>) read(MANY.get(i))).call()).isEqualTo(i);
      assertThat(((Call<?>) read(MANY.get(i))).call()).isEqualTo(i);
    }
  }

  @Test
  void whatCapturesIsReadEachTime() throws Exception {
    AtomicInteger counter = new AtomicInteger(1);
    Call<Integer> counts = counter::incrementAndGet;
    assertThat(((Call<?>) read(counts)).call()).isEqualTo(2);
    assertThat(((Call<?>) read(counts)).call()).isEqualTo(2);
  }

  @Test
  void whatCanBeChangedIsReadEachTime() throws Exception {
    int[] numbers = {1, 2, 3};
    ((int[]) read(numbers))[0] = 7;
    assertThat((int[]) read(numbers)).containsExactly(1, 2, 3);
    assertThat(tasks.decode(sent(null))).isNull();
    assertThat(read("text")).isEqualTo("text");
    assertThat(read(41)).isEqualTo(41);
  }
}
