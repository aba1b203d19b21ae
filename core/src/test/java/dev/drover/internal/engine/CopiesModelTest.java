package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.spi.Assignment;
import dev.drover.spi.BatchSource;
import dev.drover.spi.Backend;
import dev.drover.spi.BackendStats;
import dev.drover.spi.Work;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Order;
import dev.drover.task.Outcome;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import dev.drover.task.Thrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/**
 * Copies in all that may happen to them, in random orders: a backend that is played by the test takes items, ends them
 * well or badly or gives them back, and gets round to what it was told to stop at any time or never.
 */
@Timeout(20)
class CopiesModelTest {
  private static final int SLOTS = 3;

  /** Leaves at once if there is nothing for it. */
  private static final BatchSource.Taker IMPATIENT = new BatchSource.Taker() {
    @Override
    public void handedOver() {
      // nobody asks whether it is idle
    }

    @Override
    public Duration patience() {
      return Duration.ZERO;
    }

    @Override
    public boolean leaves() {
      return true;
    }
  };

  private final Random random = new Random();
  private final List<Slot> busy = new ArrayList<>();
  private final Dispatcher dispatcher = Dispatchers.of(SLOTS);
  private final OutcomeQueue<Integer, Object> queue = new OutcomeQueue<>(Order.COMPLETION);
  private final List<Outcome<Integer, Object>> ended = new ArrayList<>();
  private final Map<Long, Integer> firstValue = new HashMap<>();
  private int values;

  /** A batch that is out, item by item. */
  private static final class Slot {
    final Assignment assignment;
    int offset;
    boolean runs;
    boolean told;

    Slot(Assignment assignment) {
      this.assignment = assignment;
    }

    long index() {
      return assignment.batch().index(offset);
    }
  }

  private final class Played implements Backend {
    @Override
    public String name() {
      return "played";
    }

    @Override
    public int slots() {
      return SLOTS;
    }

    @Override
    public void demand(int waiting) {
      // the test takes by itself
    }

    @Override
    public void stop(Work work, LongPredicate which, String reason) {
      busy.stream().filter(s -> s.runs && which.test(s.index())).forEach(s -> s.told = true);
    }

    @Override
    public void ended(Work work) {
      assertThat(busy.stream().filter(s -> s.runs)).as("what runs when the call has ended").isEmpty();
    }

    @Override
    public List<Running> running() {
      return List.of();
    }

    @Override
    public BackendStats stats() {
      return new BackendStats(SLOTS, SLOTS, 0, 0, 0, List.of());
    }

    @Override
    public void close() {
      // nothing
    }
  }

  @RepeatedTest(1000)
  void eachItemEndsOnceAndNothingIsLeft() throws Exception {
    dispatcher.attach(new Played());
    int items = 1 + random.nextInt(8);
    Retry retry = Retry.times(random.nextInt(3));
    TaskOptions options = TaskOptions.defaults().speculation(2).retries(retry).batch(1 + random.nextInt(3));
    Run run = new Run(
        x -> x, options, queue, dispatcher, _ -> new ListInputs(IntStream.range(0, items).boxed().toList(), 0));
    Dispatchers.begin(dispatcher, run);
    int stopAt = random.nextInt(5) == 0 ? random.nextInt(60) : -1;
    for (int step = 0; !run.ended(); step++) {
      if (step == stopAt) {
        Calls.stop(dispatcher, run, "enough");
      }
      step(run);
      assertThat(step).isLessThan(100_000);
    }
    assertThat(run.out()).isZero();
    assertThat(ended.stream().map(Outcome::index)).doesNotHaveDuplicates();
    assertThat(ended).hasSize((int) (run.succeeded() + run.failedForGood()));
    assertThat(stopAt < 0 ? ended : IntStream.range(0, items).boxed().toList()).hasSize(items);
    ended.forEach(this::check);
  }

  private void check(Outcome<Integer, Object> outcome) {
    assertThat(outcome.input().longValue()).isEqualTo(outcome.index());
    switch (outcome) {
      case Outcome.Ok<Integer, Object> ok -> assertThat(ok.value()).isEqualTo(firstValue.get(ok.index()));
      case Outcome.Failed<Integer, Object> failed -> {
        assertThat(failed.failure().history().size()).isLessThanOrEqualTo(failed.failure().attempts());
        assertThat(failed.failure().history().stream().map(a -> a.number())).doesNotHaveDuplicates();
      }
    }
  }

  private void step(Run run) throws InterruptedException {
    int what = random.nextInt(10);
    if (what < 4 && busy.size() < SLOTS) {
      take();
    } else if (what < 6) {
      want(run);
    } else if (!busy.isEmpty()) {
      goOn(busy.get(random.nextInt(busy.size())));
    }
    for (Outcome<Integer, Object> next = queue.poll(); next != null; next = queue.poll()) {
      ended.add(next);
    }
  }

  private void take() throws InterruptedException {
    Optional<Assignment> next = dispatcher.take(IMPATIENT);
    next.ifPresent(a -> busy.add(new Slot(a)));
  }

  private void want(Run run) {
    busy.stream().filter(s -> s.runs).findAny().ifPresent(s -> {
      dispatcher.lock.lock();
      try {
        run.copies.want(s.index(), 1_000_000_000);
      } finally {
        dispatcher.unlock();
      }
    });
  }

  private void goOn(Slot slot) {
    if (!slot.runs) {
      slot.runs = slot.assignment.report().started(slot.offset);
      if (!slot.runs) {
        slot.assignment.report().returned(slot.offset);
        next(slot);
      }
    } else {
      end(slot);
      next(slot);
    }
  }

  private void end(Slot slot) {
    Evidence evidence = Evidence.none();
    int how = slot.told && random.nextInt(3) > 0 ? 9 : random.nextInt(6);
    slot.runs = false;
    switch (how) {
      case 0 -> fail(slot, new Failure.Threw(Thrown.of(new IllegalStateException("x")), evidence));
      case 1 -> fail(slot, new Failure.TimedOut(Duration.ofSeconds(1), evidence));
      case 2 -> fail(slot, new Failure.Exited(3, evidence));
      case 3 -> slot.assignment.report().returned(slot.offset);
      case 9 -> fail(slot, new Failure.Cancelled("told so", evidence));
      default -> {
        firstValue.putIfAbsent(slot.index(), ++values);
        slot.assignment.report().ok(slot.offset, values, 1_000);
      }
    }
  }

  private static void fail(Slot slot, Failure failure) {
    slot.assignment.report().failed(slot.offset, failure);
  }

  private void next(Slot slot) {
    slot.told = false;
    slot.offset++;
    if (slot.offset == slot.assignment.batch().size()) {
      busy.remove(slot);
      slot.assignment.report().close();
    } else {
      slot.assignment.report().flush();
    }
  }
}
