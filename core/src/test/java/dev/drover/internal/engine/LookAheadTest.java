package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.spi.Backend;
import dev.drover.task.TaskOptions;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a slot may have that has something to do still. */
class LookAheadTest {
  private final Dispatcher dispatcher = Dispatchers.of(2);

  LookAheadTest() {
    dispatcher.attach(Dispatchers.silent(Backend.class));
  }

  private Run begin(TaskOptions options, int items) {
    List<Integer> inputs = Collections.nCopies(items, 1);
    Run run = new Run(x -> x, options, new ListSink(items), dispatcher, _ -> new ListInputs(inputs, 0));
    Dispatchers.begin(dispatcher, run);
    return run;
  }

  @Test
  void getsABatchWhileThereIsOneForEachSlot() {
    begin(TaskOptions.defaults().batch(1), 3);
    assertThat(dispatcher.pollAhead()).isPresent();
    assertThat(dispatcher.pollAhead()).isPresent();
    assertThat(dispatcher.pollAhead()).isEmpty();
    assertThat(dispatcher.poll()).isPresent();
    assertThat(dispatcher.poll()).isEmpty();
  }

  @Test
  void batchesCountAndNotItems() {
    begin(TaskOptions.defaults().batch(10), 25);
    assertThat(dispatcher.pollAhead()).isPresent();
    assertThat(dispatcher.pollAhead()).isEmpty();
    assertThat(dispatcher.poll()).isPresent();
  }

  @Test
  void getsNothingWhereThereIsNothing() {
    assertThat(dispatcher.pollAhead()).isEmpty();
  }
}
