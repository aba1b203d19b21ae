package dev.drover.internal.engine;

import dev.drover.task.Failure;
import dev.drover.task.Order;
import dev.drover.task.Outcome;
import dev.drover.task.Timing;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Outcomes that wait for the thread that reads the stream. Guarded by the dispatcher's lock. */
final class OutcomeQueue<T, R> implements Sink {
  private final Queue<Outcome<T, R>> due = new ArrayDeque<>();
  private final Optional<OrderKeeper<T, R>> keeper;
  private long consumed;

  OutcomeQueue(Order order) {
    this.keeper = order == Order.INPUT ? Optional.of(new OrderKeeper<>()) : Optional.empty();
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // inputs are T and values R, and either may be null
  public void ok(long index, @Nullable Object input, @Nullable Object value, long nanos) {
    add(new Outcome.Ok<>(index, (T) input, (R) value, new Timing(nanos)));
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public void failed(long index, @Nullable Object input, Failure failure) {
    add(new Outcome.Failed<>(index, (T) input, failure));
  }

  private void add(Outcome<T, R> outcome) {
    if (keeper.isPresent()) {
      keeper.get().accept(outcome, due);
    } else {
      due.add(outcome);
    }
  }

  @Nullable Outcome<T, R> poll() {
    Outcome<T, R> next = due.poll();
    if (next != null) {
      consumed++;
    }
    return next;
  }

  @Override
  public boolean hasNews() {
    return !due.isEmpty();
  }

  @Override
  public long consumed() {
    return consumed;
  }
}
