package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Attempt;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import org.junit.jupiter.api.Test;

class HistoriesTest {
  private static final Failure EXITED = new Failure.Exited(3, Evidence.ofWorker(7).nanos(5));

  private final Histories histories = new Histories();

  @Test
  void eachItemHasItsOwnAttempts() {
    Failure first = histories.ended(1, 1, 1, EXITED);
    Failure second = histories.ended(1, 2, 2, EXITED);
    assertThat(first.history()).extracting(Attempt::number).containsExactly(1);
    assertThat(second.history()).extracting(Attempt::number).containsExactly(1, 2);
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(histories.of(2)).isEmpty();
    histories.forget(1);
    assertThat(histories.of(1)).isEmpty();
  }

  @Test
  void ofVeryManyAttemptsTheNewestAreKept() {
    Failure last = EXITED;
    for (int attempt = 1; attempt <= 1000; attempt++) {
      last = histories.ended(0, attempt, attempt, EXITED);
    }
    assertThat(last.attempts()).isEqualTo(1000);
    assertThat(last.history()).hasSize(Histories.KEPT).last().extracting(Attempt::number).isEqualTo(1000);
  }
}
