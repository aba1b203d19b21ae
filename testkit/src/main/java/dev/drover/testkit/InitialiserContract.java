package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskFailedException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about {@link PoolOptions#onWorkerStart}. For backends whose workers are processes. */
public abstract class InitialiserContract extends PoolContract {
  private static volatile String state = "";

  /** For subclasses. */
  protected InitialiserContract() {}

  private static String state() {
    return state;
  }

  private static void setState(String value) {
    state = value;
  }

  @Test
  @DisplayName("row 28: what the initialiser sets is there in every worker, and it runs once in each")
  void stateIsSet() {
    Marks ran = marks("ran");
    PoolOptions options = PoolOptions.defaultOptions().workers(2).onWorkerStart(() -> {
      setState("set");
      ran.addPid();
    });
    try (Pool pool = open(options)) {
      assertThat(pool.with(o -> o.batch(1)).map(Parallel.range(0, 20), _ -> state())).containsOnly("set");
      assertThat(ran.all()).doesNotHaveDuplicates().hasSizeBetween(1, 2);
    }
    assertThat(state()).isEmpty();
  }

  @Test
  @DisplayName("row 28: an initialiser that fails is tried a few times, then named to those that wait and those that come")
  void failureIsNamed() {
    Marks tried = marks("tried");
    PoolOptions options = PoolOptions.defaultOptions().workers(1).onWorkerStart(() -> {
      tried.add("x");
      throw new IllegalStateException("no model to load");
    });
    try (Pool pool = open(options)) {
      List<TaskFuture<Integer>> futures = List.of(pool.submit(() -> 1), pool.submit(() -> 2));
      futures.forEach(f -> assertThatThrownBy(f::get).cause()
          .isInstanceOf(Exception.class)
          .satisfies(e -> assertThat(textOf(e)).contains("no model to load")));
      assertThatThrownBy(() -> pool.map(List.of(1), Tasks::square)).isInstanceOf(TaskFailedException.class);
    }
    assertThat(tried.all()).hasSizeBetween(3, 9);
  }

  private static String textOf(Throwable e) {
    Throwable cause = e.getCause();
    return e.getMessage() + (cause == null ? "" : " " + textOf(cause));
  }
}
