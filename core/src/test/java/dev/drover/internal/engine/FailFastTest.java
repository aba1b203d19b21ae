package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The end of a call by its first failure; nobody waits for the run here, as when the caller has no core. */
class FailFastTest {
  private final Dispatcher dispatcher = Dispatchers.of(2);
  private final List<Integer> inputs = IntStream.range(0, 1_000).boxed().toList();

  FailFastTest() {
    dispatcher.attach(Dispatchers.silent(Backend.class));
  }

  private Run begin(Sink sink, TaskOptions options) {
    Run run = new Run(x -> x, options.batch(1), sink, dispatcher, _ -> new ListInputs(inputs, 0));
    Dispatchers.begin(dispatcher, run);
    return run;
  }

  private static void fail(Assignment assignment) {
    assignment.report().failed(0, new Failure.OutOfMemory("all of it", Evidence.none()));
    assignment.report().close();
  }

  @Test
  void afterTheFirstFailureOfAMapNothingStarts() {
    ListSink sink = new ListSink(inputs.size());
    begin(sink, TaskOptions.defaults().retries(Retry.none().memory(0)));
    Assignment first = dispatcher.poll().orElseThrow();
    Assignment second = dispatcher.poll().orElseThrow();
    fail(first);
    assertThat(dispatcher.poll()).isEmpty();
    fail(second);
    assertThat(sink.failure()).isNotNull().satisfies(f -> assertThat(f.index()).isZero());
  }

  @Test
  void anItemThatIsTriedAgainIsNone() {
    begin(new ListSink(inputs.size()), TaskOptions.defaults().retries(Retry.none().memory(1)));
    fail(dispatcher.poll().orElseThrow());
    assertThat(dispatcher.poll()).isPresent();
  }

  @Test
  void outcomesGoOn() {
    begin(new OutcomeQueue<Integer, Integer>(TaskOptions.defaults().order()), TaskOptions.defaults().retries(Retry.none().memory(0)));
    fail(dispatcher.poll().orElseThrow());
    assertThat(dispatcher.poll()).isPresent();
  }
}
