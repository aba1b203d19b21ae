package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.spi.BatchSource;
import dev.drover.task.Failure;
import dev.drover.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets an item when a slot may be given one by the thread that brings it. */
@Timeout(60)
class ExpressTest {
  private final Dispatcher dispatcher = Dispatchers.of(2);
  private final List<Slot> slots = new ArrayList<>();
  private final List<Long> ended = new ArrayList<>();
  private final List<Object> inputs = new ArrayList<>();
  private final SubmittedInputs waiting = new SubmittedInputs();
  private final Run run = new Run(
      x -> x, TaskOptions.defaults().batch(1), new Ends(), dispatcher, _ -> waiting);

  ExpressTest() {
    dispatcher.attach(Dispatchers.silent(Backend.class));
    Dispatchers.begin(dispatcher, run);
  }

  /** Counts. */
  private final class Ends implements Sink {
    @Override
    public void ok(long index, @Nullable Object input, @Nullable Object value, long nanos) {
      ended.add(index);
    }

    @Override
    public void failed(long index, @Nullable Object input, Failure failure) {
      throw new AssertionError(failure.summary());
    }

    @Override
    public long consumed() {
      return ended.size();
    }

    @Override
    public void publish() {
      // nobody waits
    }
  }

  /** A slot whose thread takes one batch after the other, and keeps them. */
  private final class Slot implements BatchSource.Taker, BatchSource.Trip {
    final BlockingQueue<Assignment> taken = new LinkedBlockingQueue<>();
    final BlockingQueue<Assignment> given = new LinkedBlockingQueue<>();
    volatile boolean takesGifts = true;
    volatile boolean mayBeGiven = true;
    volatile boolean fails;
    final Thread thread = Thread.ofPlatform().daemon().unstarted(this::serve);

    Slot start() {
      int before = waiters();
      slots.add(this);
      thread.start();
      Awaitility.await().until(() -> waiters() == before + 1);
      return this;
    }

    private void serve() {
      try {
        for (Optional<Assignment> next = dispatcher.take(this); next.isPresent(); next = dispatcher.take(this)) {
          taken.add(next.get());
        }
      } catch (InterruptedException end) {
        assertThat(slots).contains(this);
      }
    }

    @Override
    public void handedOver() {
      assertThat(dispatcher.lock.isHeldByCurrentThread()).isTrue();
    }

    @Override
    public boolean mayBeGiven() {
      return mayBeGiven;
    }

    @Override
    public Optional<BatchSource.Trip> give(Assignment assignment) {
      assertThat(dispatcher.lock.isHeldByCurrentThread()).isFalse();
      if (fails) {
        throw new StackOverflowError("of the caller");
      }
      if (takesGifts) {
        given.add(assignment);
      }
      return takesGifts ? Optional.of(this) : Optional.empty();
    }

    @Override
    public void help() {
      throw new AssertionError("nobody waits here");
    }

    @Override
    public void helped() {
      throw new AssertionError("nobody waits here");
    }
  }

  private int waiters() {
    dispatcher.lock.lock();
    try {
      return dispatcher.waiters.count();
    } finally {
      dispatcher.unlock();
    }
  }

  private Optional<BatchSource.Trip> bring(int count) {
    Optional<Express> express;
    dispatcher.lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        Object input = "input " + inputs.size();
        inputs.add(input);
        waiting.add(new Item(input));
      }
      express = dispatcher.single(run);
    } finally {
      dispatcher.unlock();
    }
    return express.map(Express::go).filter(trip -> trip != BatchSource.Trip.UNSEEN);
  }

  /** A submitted task without a future. */
  private record Item(Object task) implements Submission {
    @Override
    public boolean start() {
      return true;
    }

    @Override
    public void handedOut(long index) {
      // its index is not asked for
    }

    @Override
    public long index() {
      return 0;
    }

    @Override
    public void requeued() {
      // it waits again
    }

    @Override
    public boolean abandoned() {
      return false;
    }

    @Override
    public void succeed(long index, @Nullable Object value, long nanos) {
      throw new AssertionError("the sink is told");
    }

    @Override
    public void fail(long index, Failure failure) {
      throw new AssertionError(failure.summary());
    }
  }

  private static Assignment get(BlockingQueue<Assignment> from) throws InterruptedException {
    return Optional.ofNullable(from.poll(10, TimeUnit.SECONDS)).orElseThrow();
  }

  private static void end(Assignment batch) {
    for (int i = 0; i < batch.batch().size(); i++) {
      batch.report().ok(i, "value", 1);
    }
    batch.report().close();
  }

  @AfterEach
  void endSlots() throws InterruptedException {
    for (Slot slot : slots) {
      slot.thread.interrupt();
      slot.thread.join();
    }
  }

  @Test
  void aSingleItemIsGivenToTheSlotThatCameLastWithoutWakingIt() throws InterruptedException {
    Slot first = new Slot().start();
    Slot last = new Slot().start();
    for (int i = 0; i < 3; i++) {
      assertThat(bring(1)).contains(last);
      assertThat(waiters()).isEqualTo(1);
      end(get(last.given));
      assertThat(waiters()).isEqualTo(2);
    }
    assertThat(ended).containsExactly(0L, 1L, 2L);
    assertThat(first.taken).isEmpty();
    assertThat(last.taken).isEmpty();
  }

  @Test
  void anItemThatIsNotForTheCallerIsLeftToTheThreadOfTheSlot() throws InterruptedException {
    Slot slot = new Slot().start();
    slot.takesGifts = false;
    assertThat(bring(1)).isEmpty();
    Assignment left = get(slot.taken);
    assertThat(left.batch().inputs()).containsExactly("input 0");
    end(left);
    slot.takesGifts = true;
    Awaitility.await().until(() -> waiters() == 1);
    assertThat(bring(1)).contains(slot);
    end(get(slot.given));
    assertThat(ended).containsExactly(0L, 1L);
  }

  @Test
  void aSlotThatIsNotReadyIsWoken() throws InterruptedException {
    Slot slot = new Slot().start();
    slot.mayBeGiven = false;
    assertThat(bring(1)).isEmpty();
    end(get(slot.taken));
    assertThat(slot.given).isEmpty();
  }

  @Test
  void severalItemsAreForTheThreadsOfSlots() throws InterruptedException {
    Slot slot = new Slot().start();
    assertThat(bring(2)).isEmpty();
    end(get(slot.taken));
    end(get(slot.taken));
    assertThat(slot.given).isEmpty();
    assertThat(ended).containsExactly(0L, 1L);
  }

  @Test
  void aSlotThatWasLentTakesNothingUntilItIsFree() throws InterruptedException {
    Slot slot = new Slot().start();
    assertThat(bring(1)).contains(slot);
    assertThat(bring(1)).isEmpty();
    assertThat(slot.taken.poll(50, TimeUnit.MILLISECONDS)).isNull();
    end(get(slot.given));
    Assignment next = get(slot.taken);
    assertThat(next.batch().inputs()).containsExactly("input 1");
    end(next);
  }

  @Test
  void whatComesWhileASlotIsLentIsForTheOthers() throws InterruptedException {
    Slot other = new Slot().start();
    Slot lent = new Slot().start();
    other.mayBeGiven = false;
    assertThat(bring(1)).contains(lent);
    assertThat(bring(1)).isEmpty();
    end(get(other.taken));
    end(get(lent.given));
    assertThat(lent.taken).isEmpty();
  }

  @Test
  void aSlotWhoseThreadHasGoneMeanwhileIsWokenNoMore() throws InterruptedException {
    Slot gone = new Slot().start();
    assertThat(bring(1)).contains(gone);
    gone.thread.interrupt();
    gone.thread.join();
    end(get(gone.given));
    assertThat(waiters()).isZero();
    Slot other = new Slot().start();
    assertThat(bring(1)).contains(other);
    end(get(other.given));
  }

  @Test
  void anItemWhoseCallerFailsOnTheWayIsLeftToTheThreadOfTheSlot() throws InterruptedException {
    Slot slot = new Slot().start();
    slot.fails = true;
    assertThatThrownBy(() -> bring(1)).isInstanceOf(StackOverflowError.class);
    Assignment left = get(slot.taken);
    assertThat(left.batch().inputs()).containsExactly("input 0");
    end(left);
    assertThat(ended).containsExactly(0L);
  }
}
