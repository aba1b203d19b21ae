package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.task.Call;
import dev.drover.task.VoidCall;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises as an {@link ExecutorService}. For every backend. */
public abstract class ExecutorContract extends PoolContract {
  /** For subclasses. */
  protected ExecutorContract() {}

  private static Call<Integer> square(int x) {
    return () -> Tasks.square(x);
  }

  @Test
  @DisplayName("invokeAll gives the futures in the order of the tasks, all ended")
  void invokeAll() throws Exception {
    try (ExecutorService pool = open(2)) {
      List<Callable<Integer>> tasks = List.of(square(1), square(2), square(3));
      List<Future<Integer>> futures = pool.invokeAll(tasks);
      assertThat(futures).extracting(Future::resultNow).containsExactly(1, 4, 9);
    }
  }

  @Test
  @DisplayName("invokeAny gives the value of one that has one, even if others fail")
  void invokeAny() throws Exception {
    try (ExecutorService pool = open(2)) {
      Call<Object> bad = Tasks::throwing;
      Call<Object> good = () -> Tasks.square(3);
      assertThat(pool.invokeAny(List.of(bad, good, bad))).isEqualTo(9);
    }
  }

  @Test
  @DisplayName("invokeAny throws what the last one threw if all fail, and refuses an empty list")
  void invokeAnyFails() {
    try (ExecutorService pool = open(2)) {
      Call<Object> bad = Tasks::throwing;
      assertThatThrownBy(() -> pool.invokeAny(List.of(bad, bad)))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(FileNotFoundException.class);
      assertThatThrownBy(() -> pool.invokeAny(List.<Call<Object>>of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("invokeAny was given no tasks; it needs 1 or more");
    }
  }

  @Test
  @DisplayName("a task that throws from execute() doesn't keep the next from running")
  void executeSurvivesThrowingTasks() {
    Marks marks = marks("ran");
    try (Pool pool = open(1)) {
      VoidCall bad = () -> {
        throw new IllegalStateException("a task of a test, meant to throw");
      };
      VoidCall good = () -> marks.add("good");
      for (int i = 0; i < 5; i++) {
        pool.execute(bad);
        pool.execute(good);
      }
    }
    assertThat(marks.all()).hasSize(5);
  }

  @Test
  @DisplayName("row 37: a hundred quick submits")
  void manyQuickSubmits() {
    Marks marks = marks("ran");
    try (Pool pool = open(2)) {
      for (int i = 0; i < 100; i++) {
        VoidCall task = () -> marks.add("x");
        var _ = pool.submit(task);
      }
    }
    assertThat(marks.all()).hasSize(100);
  }

  @Test
  @DisplayName("a null task is refused")
  void nullIsRefused() {
    try (Pool pool = open(1)) {
      assertThatThrownBy(() -> pool.submit((Callable<?>) nothing())).isInstanceOf(NullPointerException.class);
    }
  }

  @SuppressWarnings("NullAway") // what a caller without annotations may do
  private static Callable<?> nothing() {
    return null;
  }
}
