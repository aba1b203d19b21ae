package dev.drover.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.event.Event;
import dev.drover.event.EventListener;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.testkit.fault.Faults.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Who ended how. Each item has to end once, and as its fault says; what differs has to be something that an attack from
 * outside or a leak does to whoever runs at that moment, and can't have happened more often than there were of them.
 */
final class Account implements EventListener {
  private static final int SIGKILL = 9;
  /** What an exit status is above the number of a signal. */
  private static final int SIGNALS = 128;

  private final LongAdder ends = new LongAdder();
  private final Map<String, Integer> events = new ConcurrentHashMap<>();
  private final List<String> hit = new ArrayList<>();

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.ItemSucceeded ok -> events.merge(ok.run() + "/" + ok.index(), 1, Integer::sum);
      case Event.ItemFailed failed -> events.merge(failed.run() + "/" + failed.index(), 1, Integer::sum);
      default -> {
        // Of no interest here.
      }
    }
  }

  /** Takes the outcomes of one call in. */
  void add(List<Item> items, List<? extends Outcome<?, Object>> outcomes) {
    assertThat(outcomes).hasSameSizeAs(items);
    for (int i = 0; i < items.size(); i++) {
      add(items.get(i), outcomes.get(i));
    }
  }

  private void add(Item item, Outcome<?, Object> outcome) {
    ends.increment();
    switch (outcome) {
      case Outcome.Ok<?, Object> ok -> Verdicts.assertValue(item, ok.value());
      case Outcome.Failed<?, Object> failed when isExpected(item, failed.failure()) ->
        Verdicts.assertEvidence(item, failed.failure());
      case Outcome.Failed<?, Object> failed -> {
        assertThat(failed.failure()).as("of %s", item).matches(Account::isInnocent, "is what others can do to it");
        hit.add(item + ": " + failed.failure().summary());
      }
    }
  }

  private static boolean isExpected(Item item, Failure failure) {
    return Optional.of(failure.getClass()).equals(item.verdict()) && !isKilled(failure);
  }

  /** A frozen worker is killed when its item is late, or when it has shown no sign of life for a while. */
  private static boolean isInnocent(Failure failure) {
    return failure instanceof Failure.Stalled
        || failure instanceof Failure.TimedOut
        || failure instanceof Failure.OutOfMemory
        || isKilled(failure);
  }

  /** A process that was killed in the very last moment of its own exit has the same status as one that exited with it. */
  private static boolean isKilled(Failure failure) {
    return (failure instanceof Failure.Crashed c && c.signal() == SIGKILL)
        || (failure instanceof Failure.Exited e && e.status() == SIGNALS + SIGKILL);
  }

  void check(long items, long attacksAndLeaks) {
    assertThat(ends.sum()).as("items that ended").isEqualTo(items);
    assertThat(events.size()).as("items with an event").isEqualTo((int) items);
    assertThat(events.values()).as("events for an item").containsOnly(1);
    assertThat(hit).as("items hit by attacks").hasSizeLessThanOrEqualTo((int) attacksAndLeaks);
  }
}
