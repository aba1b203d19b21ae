package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.task.VoidCall;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about its end. For every backend. */
public abstract class ShutdownContract extends PoolContract {
  private static final String REFUSAL = "the pool is shut down; open a new one: it takes no new calls";

  /** For subclasses. */
  protected ShutdownContract() {}

  @Test
  @DisplayName("row 23: a pool that is shut down refuses every kind of call")
  void callsAreRefused() {
    Pool pool = open(1);
    pool.shutdown();
    VoidCall nothing = () -> {};
    assertRefused(() -> pool.submit(() -> 1));
    assertRefused(() -> pool.execute(nothing));
    assertRefused(() -> pool.map(List.of(1), Tasks::square));
    assertRefused(() -> pool.outcomes(List.of(1), Tasks::square).toList());
    assertRefused(() -> pool.invokeAll(List.of(() -> 1)));
    pool.close();
    assertRefused(() -> pool.submit(() -> 1));
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(RejectedExecutionException.class).hasMessage(REFUSAL);
  }

  @Test
  @DisplayName("row 25: close() waits for what was submitted, and can be called again")
  void closeWaits() {
    Marks marks = marks("ran");
    Pool pool = open(2);
    for (int i = 0; i < 20; i++) {
      VoidCall task = () -> marks.add("x");
      var _ = pool.submit(task);
    }
    pool.close();
    assertThat(marks.all()).hasSize(20);
    assertThat(pool.isTerminated()).isTrue();
    pool.close();
    pool.shutdown();
    assertThat(pool.shutdownNow()).isEmpty();
  }

  @Test
  @DisplayName("row 39: a pool that did nothing ends at once, however it is ended")
  void unusedPoolEnds() throws Exception {
    open(2).close();
    Pool stopped = open(2);
    assertThat(stopped.shutdownNow()).isEmpty();
    assertThat(stopped.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(stopped.isShutdown()).isTrue();
    assertThat(stopped.isTerminated()).isTrue();
    stopped.close();
  }

  @Test
  @DisplayName("an open pool is neither shut down nor terminated, and awaitTermination gives false in time")
  void statesOfAnOpenPool() throws Exception {
    try (Pool pool = open(1)) {
      pool.submit(() -> 1).get();
      assertThat(pool.isShutdown()).isFalse();
      assertThat(pool.isTerminated()).isFalse();
      assertThat(pool.awaitTermination(5, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  @DisplayName("views of a pool end with it")
  void viewsShareTheEnd() {
    Pool pool = open(1);
    Pool view = pool.with(o -> o.priority(3));
    assertThat(view.map(List.of(1, 2), Tasks::square)).containsExactly(1, 4);
    view.close();
    assertThat(pool.isShutdown()).isTrue();
    assertRefused(() -> pool.submit(() -> 1));
  }
}
