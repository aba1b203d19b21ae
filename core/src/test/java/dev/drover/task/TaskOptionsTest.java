package dev.drover.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskOptionsTest {
  private static final TaskOptions DEFAULTS = TaskOptions.defaults();

  @Test
  void everyMethodGivesAChangedCopy() {
    TaskOptions changed = TaskOptions.timeout(Duration.ofSeconds(30))
        .stallTimeout(Duration.ofSeconds(5))
        .timeoutFactor(3)
        .deadline(Duration.ofHours(1))
        .retries(Retry.times(2))
        .batch(8)
        .order(Order.INPUT)
        .halt(Halt.soon(Halt.fail(1)))
        .seed(42)
        .priority(1)
        .buffer(16)
        .journal(Path.of("times"))
        .speculation(2.5);
    assertThat(changed.timeout()).hasValue(Duration.ofSeconds(30));
    assertThat(changed.stallTimeout()).hasValue(Duration.ofSeconds(5));
    assertThat(changed.timeoutFactor()).hasValue(3);
    assertThat(changed.deadline()).hasValue(Duration.ofHours(1));
    assertThat(changed.retries()).isEqualTo(Retry.times(2));
    assertThat(changed.batch()).isEqualTo(BatchSize.of(8));
    assertThat(changed.order()).isEqualTo(Order.INPUT);
    assertThat(changed.halt()).isEqualTo(Halt.soon(Halt.fail(1)));
    assertThat(changed.seed()).hasValue(42);
    assertThat(changed.priority()).isEqualTo(1);
    assertThat(changed.buffer()).hasValue(16);
    assertThat(changed.journal()).contains(Path.of("times"));
    assertThat(changed.speculation()).hasValue(2.5);
    assertThat(TaskOptions.defaults()).isEqualTo(DEFAULTS).isNotEqualTo(changed);
  }

  @Test
  void aTimeoutOfItemsNeedsIsolationAndADeadlineDoesNot() {
    assertThat(DEFAULTS.needIsolation()).isFalse();
    assertThat(DEFAULTS.deadline(Duration.ofSeconds(1)).needIsolation()).isFalse();
    assertThat(DEFAULTS.withTimeout(Duration.ofSeconds(1)).needIsolation()).isTrue();
    assertThat(DEFAULTS.stallTimeout(Duration.ofSeconds(1)).needIsolation()).isTrue();
    assertThat(DEFAULTS.timeoutFactor(2).needIsolation()).isTrue();
  }

  @Test
  void durationsMustBeAboveZero() {
    assertThatThrownBy(() -> TaskOptions.timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeout is PT0S; it must be above zero: leave it out for no limit");
    assertThatThrownBy(() -> DEFAULTS.stallTimeout(Duration.ofSeconds(-1)))
        .hasMessage("stallTimeout is PT-1S; it must be above zero: leave it out for no limit");
    assertThatThrownBy(() -> DEFAULTS.deadline(Duration.ZERO))
        .hasMessage("deadline is PT0S; it must be above zero: leave it out for no limit");
  }

  @Test
  void numbersAreChecked() {
    assertThatThrownBy(() -> DEFAULTS.timeoutFactor(1))
        .hasMessage("timeoutFactor is 1.0; it must be above 1: 3 stops what takes three times the median");
    assertThatThrownBy(() -> DEFAULTS.speculation(Double.NaN))
        .hasMessage("speculation is NaN; it must be above 1: 3 copies what takes three times the median");
    assertThatThrownBy(() -> DEFAULTS.buffer(0))
        .hasMessage("buffer is 0; it must be 1 or more: leave it out for a few batches per worker");
    assertThatThrownBy(() -> DEFAULTS.batch(0))
        .hasMessage("batch size is 0; it must be 1 or more: use BatchSize.auto() to have it measured");
  }
}
