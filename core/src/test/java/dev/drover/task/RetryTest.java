package dev.drover.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryTest {
  @Test
  void theDefaultTriesNoExceptionAgainButALostWorkersItem() {
    assertThat(Retry.none().times()).isZero();
    assertThat(Retry.none().crashes()).isEqualTo(2);
    assertThat(Retry.none().memory()).isEqualTo(1);
    assertThat(Retry.none().kills()).isGreaterThan(Retry.none().crashes());
    assertThat(Retry.none().crashes(0).kills()).isZero();
  }

  @Test
  void pausesDoubleUpToAMinute() {
    Retry retry = Retry.times(20).backoff(Duration.ofSeconds(1));
    assertThat(retry.pauseBefore(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(retry.pauseBefore(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(retry.pauseBefore(6)).isEqualTo(Duration.ofSeconds(32));
    assertThat(retry.pauseBefore(7)).isEqualTo(Duration.ofMinutes(1));
    assertThat(retry.pauseBefore(2000)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aFactorOfOneIsAConstantPause() {
    Retry retry = Retry.times(3).backoff(Duration.ofMillis(50), 1, Duration.ofSeconds(1));
    assertThat(retry.pauseBefore(3)).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void equalPoliciesAreEqual() {
    assertThat(Retry.times(2)).isEqualTo(Retry.times(2)).isNotEqualTo(Retry.times(3));
  }

  @Test
  void wrongNumbersAreRefusedWithTheRule() {
    assertThatThrownBy(() -> Retry.times(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retry times is -1; it must be 0 or more");
    assertThatThrownBy(() -> Retry.none().crashes(-2)).hasMessage("retry crashes is -2; it must be 0 or more");
    assertThatThrownBy(() -> Retry.none().memory(-3)).hasMessage("retry memory is -3; it must be 0 or more");
    assertThatThrownBy(() -> Retry.none().backoff(Duration.ofSeconds(-1)))
        .hasMessage("retry delay is PT-1S and its maximum PT1M; neither may be negative");
    assertThatThrownBy(() -> Retry.none().backoff(Duration.ZERO, 0.5, Duration.ZERO))
        .hasMessage("retry factor is 0.5; it must be 1 or more: use 1 for a constant pause");
  }
}
