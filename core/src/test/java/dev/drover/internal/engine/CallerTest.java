package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.task.Order;
import dev.drover.task.Outcome;
import dev.drover.task.TaskOptions;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that made a call, waits for its outcomes and helps meanwhile. */
@Timeout(10)
class CallerTest {
  private final Dispatcher dispatcher = Dispatchers.of(1);
  private final Backend backend = Dispatchers.silent(Backend.class);
  private final OutcomeQueue<Integer, Integer> queue = new OutcomeQueue<>(Order.COMPLETION);

  /** It looks for an outcome, then for something to run, and sleeps if there is neither. The outcome comes after its first look. */
  @Test
  void whatASlotReportsBetweenItsTwoLooksDoesNotFindItAsleep() {
    dispatcher.attach(backend);
    Queue<Assignment> slot = new ArrayDeque<>();
    // No more than one item may be out or unread, so nobody will report anything else.
    Run run = new Run(x -> x, TaskOptions.defaults().batch(1).buffer(1), queue, dispatcher, _ -> inputs(slot));
    Dispatchers.begin(dispatcher, run);
    slot.add(dispatcher.poll().orElseThrow());
    Caller caller = new Caller(dispatcher, backend, run, Caller.Mode.HELP);
    dispatcher.lock.lock();
    try {
      caller.begin();
    } finally {
      dispatcher.unlock();
    }
    Outcome<Integer, Integer> first = caller.await(queue::poll);
    assertThat(first).isNotNull().extracting(Outcome::index).isEqualTo(0L);
  }

  private static void end(Assignment item) {
    item.report().started(0);
    item.report().ok(0, 1, 1L);
    item.report().close();
  }

  /** Two; the caller begins to read them between its looks. */
  private static Inputs inputs(Queue<Assignment> slot) {
    ListInputs two = new ListInputs(List.of(1, 2), 0);
    return (Inputs) Proxy.newProxyInstance(Inputs.class.getClassLoader(), new Class<?>[] {Inputs.class}, (_, method, arguments) -> {
      if (method.getName().equals("readAhead")) {
        end(slot.remove());
      }
      return method.invoke(two, arguments);
    });
  }
}
