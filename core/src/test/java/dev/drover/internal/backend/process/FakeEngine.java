package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.event.Event;
import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.Batch;
import dev.drover.spi.BatchReport;
import dev.drover.spi.BatchSource;
import dev.drover.spi.Work;
import dev.drover.task.Failure;
import dev.drover.task.Fn;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The least that a backend needs above it: hands batches out, takes outcomes in, hands returned items out again one by one,
 * and finds fault with a backend that reports an item twice.
 */
final class FakeEngine implements BatchSource, AutoCloseable {
  private static final AtomicLong IDS = new AtomicLong();

  private final BlockingQueue<Optional<Assignment>> queue = new LinkedBlockingQueue<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Backend backend;

  FakeEngine(int slots, UnaryOperator<PoolOptions> options) {
    PoolOptions all = options.apply(PoolOptions.defaultOptions().memory("64m").output(_ -> {}));
    backend = new ProcessBackendProvider().open(new BackendContext(all, slots, this, events::add));
  }

  FakeEngine(int slots) {
    this(slots, o -> o);
  }

  Backend backend() {
    return backend;
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T, R> Call<R> call(List<T> inputs, int batchSize, TaskOptions options, Fn<T, R> function) {
    return call(inputs, batchSize, options, true, function);
  }

  /** Of which nobody asks how long each item ran. */
  <T, R> Call<R> untimedCall(List<T> inputs, int batchSize, Fn<T, R> function) {
    return call(inputs, batchSize, TaskOptions.defaults(), false, function);
  }

  private <T, R> Call<R> call(List<T> inputs, int batchSize, TaskOptions options, boolean exact, Fn<T, R> function) {
    @SuppressWarnings("unchecked")
    Fn<Object, Object> erased = (Fn<Object, Object>) (Fn<?, ?>) function;
    Work work = new Work(IDS.incrementAndGet(), erased, options, Optional::empty, exact);
    Call<R> call = new Call<>(work, List.copyOf(inputs));
    for (int from = 0; from < inputs.size(); from += batchSize) {
      call.hand(from, Math.min(inputs.size(), from + batchSize), 1, false);
    }
    return call;
  }

  <T, R> Call<R> call(List<T> inputs, int batchSize, Fn<T, R> function) {
    return call(inputs, batchSize, TaskOptions.defaults(), function);
  }

  <T, R> Call<R> callAlone(T input, Fn<T, R> function) {
    @SuppressWarnings("unchecked")
    Fn<Object, Object> erased = (Fn<Object, Object>) (Fn<?, ?>) function;
    Call<R> call = new Call<>(new Work(IDS.incrementAndGet(), erased, TaskOptions.defaults()), List.of(input));
    call.hand(0, 1, 1, true);
    return call;
  }

  @Override
  public Optional<Assignment> take(Taker slot) throws InterruptedException {
    Optional<Assignment> next = queue.take();
    if (next.isEmpty()) {
      queue.add(next);
    } else {
      slot.handedOver();
    }
    return next;
  }

  @Override
  public Optional<Assignment> poll() {
    Optional<Assignment> next = queue.poll();
    if (next != null && next.isEmpty()) {
      queue.add(next);
    }
    return next == null ? Optional.empty() : next;
  }

  @Override
  public void close() {
    queue.add(Optional.empty());
    backend.close();
    assertThat(faults).isEmpty();
  }

  /** What became of an item. */
  sealed interface End<R> {
    record Ok<R>(@Nullable R value, long nanos) implements End<R> {}

    record Failed<R>(Failure failure) implements End<R> {}
  }

  /** A call and what became of its items. */
  final class Call<R> {
    private final Work work;
    private final List<?> inputs;
    private final ConcurrentMap<Long, End<R>> ends = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Boolean> cancelled = new ConcurrentHashMap<>();
    private final AtomicLong returned = new AtomicLong();

    private Call(Work work, List<?> inputs) {
      this.work = work;
      this.inputs = inputs;
    }

    Work work() {
      return work;
    }

    void cancel(long index) {
      cancelled.put(index, true);
    }

    long returned() {
      return returned.get();
    }

    private void hand(int from, int to, int attempt, boolean alone) {
      Batch batch =
          new Batch(IDS.incrementAndGet(), work, from, new ArrayList<>(inputs.subList(from, to)), attempt, alone);
      queue.add(Optional.of(new Assignment(batch, new Report<>(this, batch))));
      backend.demand(queue.size());
      backend.wake();
    }

    Map<Long, End<R>> await() {
      return await(inputs.size());
    }

    Map<Long, End<R>> await(int count) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      synchronized (this) {
        while (ends.size() < count) {
          long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          assertThat(millis).as("%d of %d items ended; faults %s; events %s", ends.size(), count, faults, events)
              .isPositive();
          waitFor(millis);
        }
      }
      assertThat(faults).isEmpty();
      return Map.copyOf(ends);
    }

    private synchronized void waitFor(long millis) {
      try {
        wait(millis);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    List<@Nullable R> values() {
      Map<Long, End<R>> all = await();
      List<@Nullable R> values = new ArrayList<>();
      for (long i = 0; i < inputs.size(); i++) {
        values.add(all.get(i) instanceof End.Ok<R> ok ? ok.value() : null);
      }
      return values;
    }

    Failure failure(long index) {
      End<R> end = await().get(index);
      if (end instanceof End.Failed<R> failed) {
        return failed.failure();
      }
      throw new AssertionError("item %d did not fail: %s".formatted(index, end));
    }

    private synchronized void ended(long index, End<R> end) {
      if (ends.putIfAbsent(index, end) != null) {
        faults.add("item " + index + " was reported twice");
      }
      notifyAll();
    }
  }

  private final class Report<R> implements BatchReport {
    private final Call<R> call;
    private final Batch batch;
    private final boolean[] reported;
    private boolean closed;
    private volatile @Nullable Thread inside;

    Report(Call<R> call, Batch batch) {
      this.call = call;
      this.batch = batch;
      this.reported = new boolean[batch.size()];
    }

    private void mark(int offset) {
      Thread other = inside;
      if (other != null) {
        faults.add("two threads report at a time: " + other);
      }
      inside = Thread.currentThread();
      if (reported[offset] || closed) {
        faults.add("item %d of %s reported again, closed %s".formatted(offset, batch.id(), closed));
      }
      reported[offset] = true;
      inside = null;
    }

    @Override
    public boolean cancelled(int offset) {
      return call.cancelled.containsKey(batch.index(offset));
    }

    @Override
    public boolean started(int offset) {
      if (reported[offset] || closed) {
        faults.add("item %d started after it was reported".formatted(offset));
      }
      return !cancelled(offset);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void ok(int offset, @Nullable Object value, long nanos) {
      mark(offset);
      call.ended(batch.index(offset), new End.Ok<>((R) value, nanos));
    }

    @Override
    public void failed(int offset, Failure failure) {
      mark(offset);
      call.ended(batch.index(offset), new End.Failed<>(failure));
    }

    @Override
    public void returned(int offset) {
      mark(offset);
      call.returned.incrementAndGet();
      long index = batch.index(offset);
      if (!call.cancelled.containsKey(index)) {
        call.hand((int) index, (int) index + 1, batch.attempt(), batch.alone());
      } else {
        call.ended(index, new End.Failed<>(new Failure.Cancelled("never started", dev.drover.task.Evidence.none())));
      }
    }

    @Override
    public void flush() {
      if (closed) {
        faults.add("flush after close");
      }
    }

    @Override
    public void close() {
      if (closed) {
        faults.add("closed twice");
      }
      closed = true;
    }
  }

  static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
