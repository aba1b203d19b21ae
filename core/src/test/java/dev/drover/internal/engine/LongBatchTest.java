package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.spi.Assignment;
import dev.drover.spi.BatchReport;
import dev.drover.task.TaskOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Items that turn heavy in the middle of a batch that was cut for cheap ones. */
class LongBatchTest {
  private static final long HEAVY_NANOS = 9_000_000;

  private final Dispatcher dispatcher = Dispatchers.of(2);
  private final List<Integer> inputs = IntStream.range(0, 1_000).boxed().toList();

  private void begin(TaskOptions options, boolean steered) {
    Run run = new Run(
        x -> x,
        options,
        new ListSink(inputs.size(), List.of()),
        dispatcher,
        _ -> new ListInputs(inputs, 0),
        _ -> steered ? Optional.of(pilot()) : Optional.empty());
    run.share.open();
    dispatcher.lock.lock();
    try {
      dispatcher.started(run);
    } finally {
      dispatcher.unlock();
    }
  }

  private static Pilot pilot() {
    return Pilot.ofSubmitted(Site.unknown(), new Strategy.Limits(2, 2), System.nanoTime());
  }

  private Assignment next() {
    return dispatcher.poll().orElseThrow();
  }

  /** Runs batches of cheap items until one has several. */
  private Assignment grown() {
    for (Assignment a = next(); ; a = next()) {
      if (a.batch().size() >= 4) {
        return a;
      }
      for (int i = 0; i < a.batch().size(); i++) {
        a.report().ok(i, i, 10);
      }
      a.report().close();
    }
  }

  private static boolean secondMayStart(Assignment a) {
    BatchReport report = a.report();
    assertThat(report.started(0)).isTrue();
    report.ok(0, 0, HEAVY_NANOS);
    return report.started(1);
  }

  @Test
  void theRestOfABatchThatTakesTooLongIsHandedOutAgain() {
    begin(TaskOptions.defaults(), true);
    Assignment batch = grown();
    assertThat(secondMayStart(batch)).isFalse();
    for (int i = 1; i < batch.batch().size(); i++) {
      batch.report().returned(i);
    }
    batch.report().close();
    Assignment again = next();
    assertThat(again.batch().firstIndex()).isEqualTo(batch.batch().firstIndex() + 1);
    assertThat(again.batch().size()).isLessThan(batch.batch().size());
    assertThat(again.batch().attempt()).isEqualTo(1);
  }

  @Test
  void aBatchOfTheSizeThatTheUserGaveIsKept() {
    begin(TaskOptions.defaults().batch(10), true);
    assertThat(secondMayStart(next())).isTrue();
  }

  @Test
  void withoutAutoABatchIsKept() {
    begin(TaskOptions.defaults(), false);
    assertThat(secondMayStart(grown())).isTrue();
  }
}
