package dev.drover.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HaltTest {
  @Test
  void countsFailuresSuccessesOrBoth() {
    assertThat(Halt.now(Halt.fail(2)).reached(9, 1)).isFalse();
    assertThat(Halt.now(Halt.fail(2)).reached(0, 2)).isTrue();
    assertThat(Halt.soon(Halt.success(1)).reached(0, 9)).isFalse();
    assertThat(Halt.soon(Halt.success(1)).reached(1, 0)).isTrue();
    assertThat(Halt.soon(Halt.done(3)).reached(1, 1)).isFalse();
    assertThat(Halt.soon(Halt.done(3)).reached(1, 2)).isTrue();
    assertThat(Halt.never().reached(0, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aPercentageMeansNothingBeforeThreeItemsHaveEnded() {
    Halt halt = Halt.soon(Halt.failPercent(10));
    assertThat(halt.reached(0, 2)).isFalse();
    assertThat(halt.reached(2, 1)).isTrue();
    assertThat(halt.reached(9, 1)).isTrue();
    assertThat(halt.reached(10, 1)).isFalse();
  }

  @Test
  void readsTheGrammarOfGnuParallel() {
    assertThat(Halt.parse("never")).isEqualTo(Halt.never());
    assertThat(Halt.parse("now,fail=1")).isEqualTo(Halt.now(Halt.fail(1)));
    assertThat(Halt.parse("soon,success=2")).isEqualTo(Halt.soon(Halt.success(2)));
    assertThat(Halt.parse("SOON,Done=7")).isEqualTo(Halt.soon(Halt.done(7)));
    assertThat(Halt.parse("soon,fail=3%")).isEqualTo(Halt.soon(Halt.failPercent(3)));
    assertThat(Halt.parse("now,fail=2.5%")).isEqualTo(Halt.now(Halt.failPercent(2.5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "fail=1", "later,fail=1", "now,fail=", "now,fail=-1", "now,fail=x%", "now, fail=1"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> Halt.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "halt is '%s'; it must be never, or now|soon,fail|success|done=N or N%%: for example soon,fail=3%%", text);
  }

  @Test
  void impossibleThresholdsAreRefused() {
    assertThatThrownBy(() -> Halt.now(Halt.fail(0)))
        .hasMessage("halt threshold is 0.0; it must be 1 or more items, or above 0 and up to 100 %");
    assertThatThrownBy(() -> Halt.now(Halt.failPercent(101)))
        .hasMessage("halt threshold is 101.0 %; it must be 1 or more items, or above 0 and up to 100 %");
    assertThatThrownBy(() -> Halt.parse("soon,fail=0%"))
        .hasMessage("halt threshold is 0.0 %; it must be 1 or more items, or above 0 and up to 100 %");
  }
}
