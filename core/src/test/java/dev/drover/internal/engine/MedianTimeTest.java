package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.spi.Work;
import dev.drover.task.Failure;
import dev.drover.task.MedianLimit;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MedianTimeTest {
  @Test
  void thereIsNoneUntilEnoughItemsHaveEnded() {
    MedianTime times = new MedianTime();
    for (int i = 1; i < MedianLimit.LEAST_ITEMS; i++) {
      times.add(i);
    }
    assertThat(times.median()).isEmpty();
    times.add(10);
    assertThat(times.median()).contains(Duration.ofNanos(5));
  }

  @Test
  void theMedianOfAnEarlierCallHoldsUntilThereIsOne() {
    MedianTime times = new MedianTime();
    times.expect(Duration.ofSeconds(7));
    for (int i = 1; i < MedianLimit.LEAST_ITEMS; i++) {
      times.add(i);
    }
    assertThat(times.median()).contains(Duration.ofSeconds(7));
    times.add(10);
    assertThat(times.median()).contains(Duration.ofNanos(5));
  }

  @Test
  void itIsTheMedianOfTheLastOnes() {
    MedianTime times = new MedianTime();
    Random random = new Random(7);
    Deque<Long> last = new ArrayDeque<>();
    for (int i = 0; i < 3 * MedianTime.KEPT; i++) {
      long nanos = random.nextLong(40);
      times.add(nanos);
      last.add(nanos);
      if (last.size() > MedianTime.KEPT) {
        last.remove();
      }
      if (last.size() >= MedianLimit.LEAST_ITEMS) {
        long middle = last.stream().sorted().skip((last.size() - 1) / 2).findFirst().orElseThrow();
        assertThat(times.median()).as("after %d items", i).contains(Duration.ofNanos(middle));
      }
    }
  }

  @Test
  void whatWasUsualLongAgoIsForgotten() {
    MedianTime times = new MedianTime();
    for (int i = 0; i < 1000; i++) {
      times.add(5);
    }
    for (int i = 0; i < MedianTime.KEPT; i++) {
      times.add(900);
    }
    assertThat(times.median()).contains(Duration.ofNanos(900));
  }

  @Test
  void theLimitIsSoManyTimesTheMedianAndTheMessageSaysSo() {
    Failure.TimedOut late = limit(TaskOptions.defaults().timeoutFactor(2.5), Duration.ofSeconds(4));
    assertThat(late.limit()).isEqualTo(Duration.ofSeconds(10));
    assertThat(late.summary()).isEqualTo("timed out after 10 s: 2.5 times the median of 4 s");
  }

  @Test
  void theLimitIsNeverBelowASecond() {
    Failure.TimedOut late = limit(TaskOptions.defaults().timeoutFactor(3), Duration.ofNanos(40_000));
    assertThat(late.summary())
        .isEqualTo("timed out after 1 s: 3 times the median of 40 us, which counts as 1 s at least");
  }

  @Test
  void ofTwoLimitsTheShorterOneCounts() {
    TaskOptions both = TaskOptions.timeout(Duration.ofSeconds(5)).timeoutFactor(3);
    assertThat(limit(both, Duration.ofSeconds(1)).limit()).isEqualTo(Duration.ofSeconds(3));
    assertThat(limit(both, Duration.ofSeconds(2)).summary()).isEqualTo("timed out after 5 s");
    assertThat(new Work(1, x -> x, both).limit().orElseThrow().summary()).isEqualTo("timed out after 5 s");
  }

  @Test
  void withoutAMedianThereIsNoLimit() {
    Work work = new Work(1, x -> x, TaskOptions.defaults().timeoutFactor(3));
    assertThat(work.limit()).isEmpty();
    assertThat(work.isTimed()).isTrue();
  }

  private static Failure.TimedOut limit(TaskOptions options, Duration median) {
    return new Work(1, x -> x, options, () -> Optional.of(median)).limit().orElseThrow();
  }
}
