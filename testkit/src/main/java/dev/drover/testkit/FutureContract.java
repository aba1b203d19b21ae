package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.Call;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.VoidCall;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a future promises once its task has ended. For every backend. */
public abstract class FutureContract extends PoolContract {
  /** For subclasses. */
  protected FutureContract() {}

  @Test
  @DisplayName("row 1: a callback gets a value exactly once")
  void callbackGetsValue() {
    List<Outcome<?, Integer>> got = new CopyOnWriteArrayList<>();
    try (Pool pool = open(1)) {
      var _ = pool.submit(() -> 42).onDone(got::add);
    }
    assertThat(got).hasSize(1);
    assertThat(got.getFirst().get()).isEqualTo(42);
  }

  @Test
  @DisplayName("row 1: a callback gets a failure exactly once")
  void callbackGetsFailure() {
    List<Outcome<?, Object>> got = new CopyOnWriteArrayList<>();
    try (Pool pool = open(1)) {
      var _ = pool.submit(Tasks::throwing).onDone(got::add);
    }
    assertThat(got).hasSize(1);
    assertThat(got.getFirst()).isInstanceOfSatisfying(Outcome.Failed.class, f ->
        assertThat(f.failure()).isInstanceOfSatisfying(Failure.Threw.class, t ->
            assertThat(t.thrown().message()).isEqualTo("no such page")));
  }

  @Test
  @DisplayName("row 2: a callback that throws doesn't keep others from being called")
  void throwingCallbackHarmsNobody() throws Exception {
    List<String> called = new CopyOnWriteArrayList<>();
    try (Pool pool = open(1)) {
      TaskFuture<Integer> future = pool.submit(() -> 1);
      var _ = future.onDone(_ -> called.add("first"));
      var _ = future.onDone(_ -> {
        throw new IllegalStateException("a callback of a test, meant to throw");
      });
      var _ = future.onDone(_ -> called.add("third"));
      assertThat(future.get()).isEqualTo(1);
    }
    assertThat(called).containsExactlyInAnyOrder("first", "third");
  }

  @Test
  @DisplayName("row 3: a callback that comes after the end is called at once, in the thread that gives it")
  void lateCallbackIsCalledAtOnce() throws Exception {
    List<Thread> callers = new CopyOnWriteArrayList<>();
    try (Pool pool = open(1)) {
      TaskFuture<Integer> good = pool.submit(() -> 1);
      TaskFuture<?> bad = pool.submit(Tasks::throwing);
      assertThat(good.get()).isEqualTo(1);
      assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class);
      var _ = good.onDone(_ -> callers.add(Thread.currentThread()));
      var _ = bad.onDone(_ -> callers.add(Thread.currentThread()));
    }
    assertThat(callers).containsExactly(Thread.currentThread(), Thread.currentThread());
  }

  @Test
  @DisplayName("row 4: what has ended can't be cancelled")
  void endedTaskIsNotCancelled() throws Exception {
    try (Pool pool = open(1)) {
      TaskFuture<Integer> future = pool.submit(() -> 1);
      assertThat(future.get()).isEqualTo(1);
      assertThat(future.cancel(true)).isFalse();
      assertThat(future.cancel(false)).isFalse();
      assertThat(future.isCancelled()).isFalse();
      assertThat(future.get()).isEqualTo(1);
      assertThat(future.isRunning()).isFalse();
    }
  }

  @Test
  @DisplayName("row 5: without waiting, an ended future gives its value or its exception")
  void endedFutureAnswersAtOnce() throws Exception {
    try (Pool pool = open(1)) {
      TaskFuture<Integer> good = pool.submit(() -> 1);
      TaskFuture<?> bad = pool.submit(Tasks::throwing);
      good.get();
      assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class);
      assertThat(good.get(0, TimeUnit.SECONDS)).isEqualTo(1);
      assertThatThrownBy(() -> bad.get(0, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(FileNotFoundException.class);
      assertThat(bad.exceptionNow()).isInstanceOf(FileNotFoundException.class);
      assertThat(bad.state()).isEqualTo(Future.State.FAILED);
    }
  }

  @Test
  @DisplayName("row 7: nobody but the task can complete its future")
  void futureIsCompletedByItsTaskOnly() throws Exception {
    try (Pool pool = open(1)) {
      TaskFuture<Integer> future = pool.submit(() -> 1);
      assertThat(future.complete(2)).isFalse();
      assertThat(future.completeExceptionally(new IllegalStateException())).isFalse();
      assertThatThrownBy(() -> future.obtrudeValue(3)).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> future.obtrudeException(new IllegalStateException()))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(future.get()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("row 14: all kinds of tasks can be submitted, and null is a value")
  void kindsOfTasks() throws Exception {
    Marks marks = marks("ran");
    try (Pool pool = open(1)) {
      assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
      Call<Object> nothing = () -> null;
      assertThat(pool.submit(nothing).get()).isNull();
      VoidCall code = () -> marks.add("code");
      assertThat(pool.submit(code).get()).isNull();
      assertThat(pool.submit(code, "after").get()).isEqualTo("after");
      pool.execute(code);
    }
    assertThat(marks.all()).containsExactly("code", "code", "code");
  }

  @Test
  @DisplayName("row 21: an exception that has nothing to say, or whose methods throw, is still an exception")
  void oddExceptionsAreThrown() {
    try (Pool pool = open(1)) {
      Call<Object> silent = () -> {
        throw new Tasks.SilentException();
      };
      Call<Object> hostile = () -> {
        throw new Tasks.HostileException();
      };
      assertThatThrownBy(pool.submit(silent)::get).hasCauseInstanceOf(Tasks.SilentException.class);
      assertThat(pool.submit(hostile)).failsWithin(PoolContract.DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(pool.submit(() -> 5).join()).isEqualTo(5);
    }
  }

  @Test
  @DisplayName("row 30: each future has an exception of its own")
  void exceptionsAreNotShared() {
    try (Pool pool = open(2)) {
      List<TaskFuture<Object>> futures =
          List.of(pool.submit(Tasks::throwing), pool.submit(Tasks::throwing), pool.submit(Tasks::throwing));
      List<Throwable> thrown = futures.stream().map(FutureContract::failureOf).toList();
      assertThat(thrown).doesNotHaveDuplicates().hasSize(3);
    }
  }

  private static Throwable failureOf(TaskFuture<?> future) {
    try {
      future.join();
      throw new AssertionError("it should have failed");
    } catch (CompletionException e) {
      return java.util.Objects.requireNonNull(e.getCause());
    }
  }

  @Test
  @DisplayName("row 40: the exception has its type, message, cause and the frames of where it was thrown")
  void exceptionTellsWhereItCameFrom() {
    try (Pool pool = open(1)) {
      assertThatThrownBy(pool.submit(Tasks::throwing)::get)
          .cause()
          .isExactlyInstanceOf(FileNotFoundException.class)
          .hasMessage("no such page")
          .hasRootCauseExactlyInstanceOf(IllegalArgumentException.class)
          .hasRootCauseMessage("page 7")
          .satisfies(t -> assertThat(t.getStackTrace())
              .anyMatch(f -> f.getClassName().equals(Tasks.class.getName()) && f.getMethodName().equals("throwing")));
    }
  }

  @Test
  @DisplayName("a task that throws CancellationException by itself has failed")
  void ownCancellationExceptionIsData() {
    try (Pool pool = open(1)) {
      Call<Object> task = () -> {
        throw new CancellationException("by the task itself");
      };
      List<Outcome<?, Object>> got = new CopyOnWriteArrayList<>();
      TaskFuture<Object> future = pool.submit(task).onDone(got::add);
      assertThatThrownBy(future::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(CancellationException.class)
          .hasRootCauseMessage("by the task itself");
      assertThat(future.state()).isEqualTo(Future.State.FAILED);
      assertThat(got.getFirst()).isInstanceOfSatisfying(Outcome.Failed.class, f ->
          assertThat(f.failure()).isInstanceOf(Failure.Threw.class));
    }
  }
}
