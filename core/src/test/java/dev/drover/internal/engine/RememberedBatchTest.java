package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.task.BatchSize;
import dev.drover.task.Fn;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a call leaves for the batches of later ones. */
@Timeout(60)
class RememberedBatchTest {
  private static final long TINY = 100;
  private static final long DEAR = TimeUnit.SECONDS.toNanos(1);

  private final Dispatcher dispatcher = Dispatchers.of(2);
  private final Pace pace = new Pace();

  RememberedBatchTest() {
    dispatcher.attach(Dispatchers.silent(Backend.class));
  }

  /** Plays a call with two slots, which take turns; an item takes so long. Gives the sizes of its batches. */
  private List<Integer> call(int items, long nanos, TaskOptions options) {
    List<Integer> sizes = new ArrayList<>();
    ListSink sink = new ListSink(items);
    Run run = new Run(x -> x, options, sink, dispatcher, _ -> new ListInputs(Collections.nCopies(items, 1), 0));
    run.remembers(pace);
    Dispatchers.begin(dispatcher, run);
    while (!run.ended()) {
      List<Assignment> out = new ArrayList<>();
      for (Optional<Assignment> next = poll(out); next.isPresent(); next = poll(out)) {
        out.add(next.get());
      }
      for (Assignment batch : out) {
        sizes.add(batch.batch().size());
        end(batch, nanos);
      }
    }
    assertThat(sink.list()).hasSize(items);
    return sizes;
  }

  private Optional<Assignment> poll(List<Assignment> out) {
    return out.size() < 2 ? dispatcher.poll() : Optional.empty();
  }

  private static void end(Assignment batch, long nanos) {
    for (int i = 0; i < batch.batch().size(); i++) {
      batch.report().ok(i, 1, nanos);
    }
    batch.report().close();
  }

  @Test
  void theSecondCallOfTinyItemsTakesABatchForEachSlot() {
    assertThat(call(1_000, TINY, TaskOptions.defaults())).hasSizeGreaterThan(8);
    assertThat(call(1_000, TINY, TaskOptions.defaults())).containsExactly(500, 500);
  }

  @Test
  void oneThatHasBecomeDearIsCutDownAtOnceAndRemembered() {
    call(1_000, TINY, TaskOptions.defaults());

    List<Integer> sizes = call(40, DEAR, TaskOptions.defaults());
    assertThat(sizes).startsWith(20, 20); // by what was believed, a batch for each of both slots
    assertThat(call(40, DEAR, TaskOptions.defaults())).hasSize(40);
  }

  @Test
  void whatFollowsTheFirstReportGoesByWhatThisCallMeasures() {
    call(1_000, TINY, TaskOptions.defaults());
    assertThat(call(100_000, DEAR / 100, TaskOptions.defaults()).stream().skip(2)).allMatch(size -> size == 1);
  }

  @Test
  void aSizeThatIsFixedStays() {
    call(1_000, TINY, TaskOptions.defaults());
    assertThat(call(20, TINY, TaskOptions.defaults().batch(5))).containsExactly(5, 5, 5, 5);
    assertThat(TaskOptions.defaults().batch(5).batch()).isEqualTo(BatchSize.of(5));
  }

  @Test
  void whereNobodyKnowsHowManyInputsThereAreABatchBeginsWithOneItem() {
    pace.learn(1_000, 1_000 * TINY);
    Run run = new Run(x -> x, TaskOptions.defaults(), new ListSink(-1), dispatcher, _ -> new SubmittedInputs());
    run.remembers(pace);
    dispatcher.lock.lock();
    try {
      assertThat(run.nextBatch()).isEqualTo(1);
    } finally {
      dispatcher.unlock();
    }
  }

  @Test
  void eachBackendHasItsOwnMemory() {
    Fn<Integer, Integer> function = x -> x + 1;
    List<Integer> inputs = IntStream.range(0, 100).boxed().toList();
    Engine engine = Engine.open("inline", PoolOptions.defaultOptions(), false);
    try {
      assertThat(engine.map(inputs, function, TaskOptions.defaults())).hasSize(100);
    } finally {
      engine.shutdown();
    }
    assertThat(Site.of(function).on("inline").nanosPerItem()).isPresent();
    assertThat(Site.of(function).on("threads").nanosPerItem()).isEmpty();
  }

  @Test
  void anotherLambdaHasItsOwnMemory() {
    Fn<Integer, Integer> one = x -> x + 1;
    Fn<Integer, Integer> other = x -> x + 2;
    Site.of(one).on("threads").learn(1, Duration.ofSeconds(1).toNanos());
    assertThat(Site.of(other).on("threads").nanosPerItem()).isEmpty();
  }
}
