package dev.drover.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {
  private static final long MILLI = 1_000_000;

  @Test
  void readsThreeNumbers() {
    byte[] text = "123456789 4567 89\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(ThreadTimes.parse(text, text.length, 5)).contains(new ThreadTimes(5, 123_456_789, 4_567, 89));
  }

  @Test
  void aKernelThatDoesNotCountSaysNothing() {
    byte[] text = "0 0 0\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(ThreadTimes.parse(text, text.length, 5)).isEmpty();
    assertThat(ThreadTimes.parse(text, 0, 5)).isEmpty();
  }

  @Test
  void waitingIsWhatIsNeitherRunningNorQueueing() {
    ThreadTimes before = new ThreadTimes(100, 10, 5, 3);
    assertThat(before.until(new ThreadTimes(200, 40, 25, 4))).isEqualTo(new ThreadTimes.Span(50, 80));
  }

  @Test
  void aThreadThatNeverLeftItsCoreHasNotWaited() {
    ThreadTimes before = new ThreadTimes(100, 10, 5, 3);
    assertThat(before.until(new ThreadTimes(200, 10, 5, 3))).isEqualTo(new ThreadTimes.Span(0, 100));
  }

  @Test
  void whereTurnsAreNotCountedTheTimeOnACoreDecides() {
    ThreadTimes before = new ThreadTimes(100, 10, 0, -1);
    assertThat(before.until(new ThreadTimes(200, 20, 0, -1))).isEqualTo(new ThreadTimes.Span(90, 100));
  }

  @Test
  void aVirtualThreadHasNone() throws Exception {
    FutureTask<Boolean> asked = new FutureTask<>(() -> ThreadTimes.now().isEmpty());
    Thread.ofVirtual().start(asked);
    assertThat(asked.get()).isTrue();
  }

  @Test
  void theBeanTellsParkedTimeFromComputedTime() {
    ThreadTimes.asked().ifPresent(before -> {
      long end = System.nanoTime() + 20 * MILLI;
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
      ThreadTimes.Span span = before.until(ThreadTimes.asked().orElseThrow());
      assertThat(span.of()).isGreaterThanOrEqualTo(20 * MILLI);
      assertThat(span.waited()).isGreaterThan(span.of() / 2);
    });
  }

  @Test
  void theKernelTellsParkedTimeToo() {
    ThreadTimes.kept().ifPresent(before -> {
      LockSupport.parkNanos(1); // a turn of its own, so that what ran before is accounted
      ThreadTimes begin = ThreadTimes.kept().orElseThrow();
      long end = System.nanoTime() + 20 * MILLI;
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
      ThreadTimes.Span span = begin.until(ThreadTimes.kept().orElseThrow());
      assertThat(span.of()).isGreaterThanOrEqualTo(20 * MILLI);
      assertThat(span.waited()).isLessThanOrEqualTo(span.of());
      assertThat(before.turns()).isPositive();
    });
  }
}
