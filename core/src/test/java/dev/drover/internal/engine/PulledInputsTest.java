package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PulledInputsTest {
  private final Dispatcher dispatcher = Dispatchers.of(1);
  private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();

  private PulledInputs inputs(Iterator<?> iterator) {
    return new PulledInputs(iterator, dispatcher, () -> arrivals.add("arrived"));
  }

  private void allow(PulledInputs inputs, long limit) {
    dispatcher.lock.lock();
    try {
      inputs.allow(limit);
    } finally {
      dispatcher.unlock();
    }
  }

  private List<Object> take(PulledInputs inputs, int most) {
    dispatcher.lock.lock();
    try {
      return inputs.take(most);
    } finally {
      dispatcher.unlock();
    }
  }

  private void awaitArrivals(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      assertThat(arrivals.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void theCallerReadsNoFurtherThanAllowed() {
    AtomicInteger pulled = new AtomicInteger();
    PulledInputs inputs = inputs(Stream.generate(pulled::getAndIncrement).iterator());
    allow(inputs, 3);
    inputs.readHere(10);
    assertThat(pulled).hasValue(3);
    assertThat(take(inputs, 2)).containsExactly(0, 1);
    assertThat(take(inputs, 2)).containsExactly(2);
    inputs.readHere(10);
    assertThat(pulled).hasValue(3);
    allow(inputs, 4);
    inputs.readHere(10);
    assertThat(pulled).hasValue(4);
  }

  @Test
  void theReaderInTheBackgroundGoesOnWhenThereIsRoom() throws InterruptedException {
    AtomicInteger pulled = new AtomicInteger();
    PulledInputs inputs = inputs(Stream.generate(pulled::getAndIncrement).iterator());
    allow(inputs, 2);
    inputs.readAhead();
    awaitArrivals(2);
    assertThat(take(inputs, 9)).containsExactly(0, 1);
    assertThat(arrivals).isEmpty();
    allow(inputs, 5);
    awaitArrivals(3);
    assertThat(take(inputs, 9)).containsExactly(2, 3, 4);
    stop(inputs);
  }

  private List<Object> stop(PulledInputs inputs) {
    dispatcher.lock.lock();
    try {
      return inputs.stop();
    } finally {
      dispatcher.unlock();
    }
  }

  @Test
  void anInputIsThereWhileTheNextOneIsStillWaitedFor() throws InterruptedException {
    BlockingQueue<Integer> source = new LinkedBlockingQueue<>(List.of(7));
    PulledInputs inputs = inputs(new Blocking(source));
    allow(inputs, 100);
    inputs.readAhead();
    awaitArrivals(1);
    assertThat(take(inputs, 9)).containsExactly(7);
    assertThat(inputs.exhausted()).isFalse();
    stop(inputs);
    assertThat(inputs.exhausted()).isTrue();
  }

  /** Waits for each input, until its thread is interrupted. */
  private record Blocking(BlockingQueue<Integer> source) implements Iterator<Integer> {
    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Integer next() {
      try {
        return source.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("stopped", e);
      }
    }
  }

  @Test
  void whatTheIteratorThrowsComesAfterTheInputsBefore() {
    PulledInputs inputs = inputs(Stream.of(1, 2, 0).map(x -> 6 / x).iterator());
    allow(inputs, 100);
    inputs.readHere(100);
    assertThat(inputs.exhausted()).isFalse();
    assertThat(take(inputs, 9)).containsExactly(6, 3);
    assertThat(inputs.exhausted()).isTrue();
    assertThat(inputs.failure()).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void nobodyKnowsHowManyAreLeftBeforeTheEndWasSeen() {
    PulledInputs inputs = inputs(List.of(1, 2, 3).iterator());
    allow(inputs, 100);
    inputs.readHere(2);
    assertThat(inputs.left()).isEqualTo(-1);
    inputs.readHere(2);
    assertThat(inputs.left()).isEqualTo(3);
  }

  @Test
  void stoppingGivesWhatWasReadAndNobodyTook() {
    List<Object> nulls = new ArrayList<>();
    nulls.add(1);
    nulls.add(null);
    PulledInputs inputs = inputs(nulls.iterator());
    allow(inputs, 100);
    inputs.readHere(2);
    assertThat(stop(inputs)).containsExactlyElementsOf(nulls);
    assertThat(inputs.exhausted()).isTrue();
    inputs.readHere(1);
    assertThat(take(inputs, 1)).isEmpty();
  }
}
