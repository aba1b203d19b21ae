package dev.drover.internal.engine;

import dev.drover.event.Event;
import dev.drover.internal.host.ThreadTimes;
import dev.drover.spi.Batch;
import dev.drover.spi.Work;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Fn;
import dev.drover.task.Halt;
import dev.drover.task.Order;
import dev.drover.task.Progress;
import dev.drover.task.Replay;
import dev.drover.task.TaskOptions;
import dev.drover.task.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a pool, from its first input to its last outcome.
 *
 * <p>Accounting: every input that was <em>pulled</em> is at any moment in exactly one place: in the {@link Requeue}, in a batch
 * that is <em>out</em> with the backend, or <em>ended</em> in the {@link Sink}. The call ends when no input is left and all that
 * were pulled have ended. An input is pulled only while {@code pulled - sink.consumed()} is below the window, which bounds
 * memory however slow the reader and however endless the inputs.
 *
 * <p>States, all changes under the dispatcher's lock:
 *
 * <pre>
 * OPEN -> STOPPING   stop(): cancelled, halted, deadline, input failed; nothing new starts
 * OPEN -> ENDED      inputs exhausted, nothing out, nothing requeued
 * STOPPING -> ENDED  nothing out
 * </pre>
 */
final class Run {
  private enum State {
    OPEN,
    STOPPING,
    ENDED
  }

  private static final AtomicLong WORK_IDS = new AtomicLong();
  private static final AtomicLong BATCH_IDS = new AtomicLong();
  private static final int LEAST_WINDOW = 64;
  private static final int BATCHES_PER_SLOT = 4;
  /** In the order of the inputs one slow item holds back what is behind it: room for the others to go on meanwhile. */
  private static final int ORDERED_FACTOR = 4;

  final Work work;
  final Sink sink;
  final Condition changed;
  private final Inputs inputs;
  private final Batcher batcher;
  private final Retrier retrier;
  private final Optional<MedianTime> times;
  /** With {@code auto} only. */
  private final Optional<Pilot> pilot;
  private final Requeue requeue = new Requeue();
  private final Histories histories = new Histories();
  private final Dispatcher dispatcher;
  private final long startNanos;

  /** Written under the lock; read without it by slots that are about to start an item. */
  private volatile State state = State.OPEN;
  private String stopReason = "";
  /** Whether running items may finish when the run is stopped. */
  private boolean soft;
  private long pulled;
  private long out;
  private long succeeded;
  private long failed;
  /** Whether slots may take from it; until then only the caller runs its items. */
  private boolean shared;
  /** Whether the caller runs items too, and so wants to know of new inputs. */
  private boolean helped;
  /** Whether the caller does nothing else until the run has ended, so that one place is its own. */
  private boolean reserved;
  /** How many batches slots have at this moment. */
  private int atSlots;
  /** When slots took from it last, in turns of the dispatcher: for fairness among calls. */
  private long served;

  Run(
      Fn<Object, Object> function,
      TaskOptions options,
      Sink sink,
      Dispatcher dispatcher,
      Function<Run, Inputs> inputs) {
    this(function, options, sink, dispatcher, inputs, _ -> Optional.empty());
  }

  /** Who steers a run, if anybody does. */
  interface ToPilot {
    /** With so many inputs left, negative if nobody knows. */
    Optional<Pilot> of(long left);
  }

  Run(
      Fn<Object, Object> function,
      TaskOptions options,
      Sink sink,
      Dispatcher dispatcher,
      Function<Run, Inputs> inputs,
      ToPilot steered) {
    this.times = options.timeoutFactor().isPresent() ? Optional.of(new MedianTime()) : Optional.empty();
    this.work = new Work(
        WORK_IDS.incrementAndGet(), function, options, () -> times.flatMap(MedianTime::median));
    this.sink = sink;
    this.dispatcher = dispatcher;
    this.startNanos = dispatcher.now();
    this.changed = dispatcher.lock.newCondition();
    this.batcher = new Batcher(work.options().batch(), dispatcher.slots());
    this.retrier = new Retrier(work.options().retries());
    this.inputs = inputs.apply(this);
    this.pilot = steered.of(this.inputs.left());
    pilot.ifPresent(this::follow);
    this.inputs.allow(window());
  }

  /** The median of an earlier call holds until there is one of this. Before it starts. */
  void expect(Duration median) {
    times.ifPresent(t -> t.expect(median));
  }

  // --- handing out, under the lock ---

  /** The next batch, or null if nothing can be handed out at this moment. */
  @Nullable Batch cut(long now) {
    if (state != State.OPEN) {
      return null;
    }
    List<Requeue.Entry> again = requeue.take(Math.max(1, batcher.current()), now);
    if (!again.isEmpty()) {
      return again(again);
    }
    List<Object> tokens = inputs.take(batcher.next(inputs.left()));
    if (tokens.isEmpty()) {
      endIfDone();
      return null;
    }
    long first = inputs.first(pulled);
    pulled += tokens.size();
    return out(first, tokens, 1, false, 0);
  }

  private Batch again(List<Requeue.Entry> entries) {
    Requeue.Entry head = entries.getFirst();
    List<Object> tokens = new ArrayList<>(entries.size());
    entries.forEach(e -> tokens.add(e.input()));
    return out(head.index(), tokens, head.attempt(), head.alone(), head.freshHeap());
  }

  private Batch out(long first, List<Object> tokens, int attempt, boolean alone, int freshHeap) {
    out += tokens.size();
    for (int i = 0; i < tokens.size() && tokens.get(i) instanceof Submission s; i++) {
      s.handedOut(first + i);
    }
    return new Batch(BATCH_IDS.incrementAndGet(), work, first, tokens, attempt, alone, freshHeap);
  }

  /** How many items could be handed out at this moment, at least; for the number of slots to wake. */
  int runnable() {
    return state != State.OPEN ? 0 : requeue.size() + inputs.ready();
  }

  /** How many batches could be handed to slots at this moment, at least. */
  int forSlots() {
    return !shared ? 0 : pilot.isEmpty() ? runnable() : Math.min(runnable(), places(pilot.get()) - atSlots);
  }

  private int places(Pilot p) {
    return Math.max(1, p.plan().atATime() - (reserved ? 1 : 0));
  }

  /** A slot has a batch. */
  void atSlot() {
    atSlots++;
  }

  /** How many items are with the backend. */
  long out() {
    return out;
  }

  OptionalLong nextDue() {
    return requeue.nextDue();
  }

  /**
   * Goes on where its caller has run so many items by itself, and perhaps one more that has failed. Under the lock, before
   * anything is handed out.
   */
  void follows(int ended, Optional<Failure> next) {
    pulled = ended;
    succeeded = ended;
    if (next.isPresent()) {
      List<Object> tokens = inputs.take(1);
      if (!tokens.isEmpty()) {
        pulled++;
        out++;
        failed(ended, tokens.getFirst(), 1, next.get());
      }
    }
  }

  // --- coming back, under the lock ---

  void ok(long index, Object token, @Nullable Object value, long nanos) {
    out--;
    succeeded++;
    retrier.forget(index);
    times.ifPresent(t -> t.add(nanos));
    histories.forget(index);
    sink.ok(index, token, value, nanos);
    if (dispatcher.isListenedTo()) {
      dispatcher.emit(() -> new Event.ItemSucceeded(work.id(), index, new Timing(nanos)));
    }
    checkHalt();
  }

  void failed(long index, Object token, int attempt, Failure verdict) {
    Failure failure = histories.ended(index, attempt, verdict);
    Retrier.Decision decision =
        state == State.OPEN ? retrier.decide(index, failure) : new Retrier.Decision.GiveUp();
    switch (decision) {
      case Retrier.Decision.Again again -> {
        out--;
        if (token instanceof Submission s) {
          s.requeued();
        }
        long now = dispatcher.now();
        requeue.add(
            new Requeue.Entry(
                index, token, attempt + 1, again.alone(), again.freshHeap(), now + again.pause().toNanos()),
            now);
        dispatcher.retried();
        dispatcher.emit(() -> new Event.ItemRetried(work.id(), index, failure, again.pause()));
      }
      case Retrier.Decision.GiveUp _ -> {
        out--;
        end(index, token, failure);
      }
    }
  }

  void returned(long index, Object token, Batch batch) {
    out--;
    if (token instanceof Submission s) {
      s.requeued();
    }
    boolean unwanted = state != State.OPEN || (token instanceof Submission s && s.abandoned());
    if (unwanted) {
      end(index, token, new Failure.Cancelled(reasonOr("cancelled"), attemptsBefore(index, batch.attempt())));
    } else {
      long now = dispatcher.now();
      requeue.add(new Requeue.Entry(index, token, batch.attempt(), batch.alone(), batch.freshHeap(), now), now);
    }
  }

  private Evidence attemptsBefore(long index, int attempt) {
    return Evidence.none().attempts(attempt - 1).history(histories.of(index));
  }

  private String reasonOr(String otherwise) {
    return stopReason.isEmpty() ? otherwise : stopReason;
  }

  private void end(long index, Object token, Failure why) {
    Failure failure = why.with(why.evidence().replay(replay(index, token, why.attempts())));
    failed++;
    histories.forget(index);
    sink.failed(index, token, failure);
    dispatcher.emit(() -> new Event.ItemFailed(work.id(), index, failure));
    checkHalt();
  }

  private Replay replay(long index, Object token, int attempts) {
    Object input = token instanceof Submission s ? s.task() : token;
    return Replay.of(work.function(), input, index, Math.max(1, attempts), work.options().seed());
  }

  private void checkHalt() {
    if (state == State.OPEN && work.options().halt().reached(succeeded, failed)) {
      soft = work.options().halt().when() == Halt.When.SOON;
      beginStop("the run was halted by its rule: " + work.options().halt().when().name().toLowerCase(Locale.ROOT));
    }
  }

  /** Any thread. */
  boolean asksForWaits() {
    return pilot.isPresent() && pilot.get().asksForWaits();
  }

  void waited(ThreadTimes.Span span) {
    pilot.ifPresent(p -> p.waited(span));
  }

  /** After a batch was reported, perhaps in part: measurements, plan, window, end. */
  void settled(int batch, int items, long nanos, long longest, boolean slotIsFree) {
    if (slotIsFree) {
      atSlots--;
    }
    if (items > 0) {
      batcher.measured(batch, items, nanos);
      if (pilot.isPresent() && steer(pilot.get(), items, nanos, longest)) {
        follow(pilot.get());
      }
    }
    advance();
    changed.signalAll();
  }

  private boolean steer(Pilot p, int items, long nanos, long longest) {
    return p.settled(items, nanos, longest, inputs.left(), runnable(), dispatcher.now());
  }

  /** As its plan says from now on. What is out stays where it is. */
  private void follow(Pilot p) {
    shared |= p.shares();
    batcher.aim(p.plan().atATime(), p.plan() instanceof Plan.Virtual ? Batcher.LEAST_NANOS : Batcher.TARGET_NANOS);
  }

  /** An input was read, or there will be no more. */
  void inputArrived() {
    endIfDone();
    if (helped) {
      changed.signal();
    }
  }

  /** The reader took outcomes, or items ended: more inputs may be pulled. */
  void advance() {
    inputs.allow(sink.consumed() + window());
    endIfDone();
  }

  private long window() {
    TaskOptions o = work.options();
    if (o.buffer().isPresent()) {
      return o.buffer().getAsInt();
    }
    int factor = o.order() == Order.INPUT ? BATCHES_PER_SLOT * ORDERED_FACTOR : BATCHES_PER_SLOT;
    int places = Math.max(dispatcher.slots(), pilot.map(p -> p.plan().atATime()).orElse(0));
    return Math.max(LEAST_WINDOW, (long) factor * places * batcher.current());
  }

  // --- ending, under the lock ---

  /** Nothing new starts, and what runs may finish. */
  void drain(String reason) {
    if (state == State.OPEN) {
      soft = true;
      beginStop(reason);
    }
  }

  /** Nothing new starts; what was pulled and is not out ends as cancelled. The backend has still to be told. */
  void stop(String reason) {
    if (state == State.OPEN) {
      beginStop(reason);
    } else if (state == State.STOPPING && soft) {
      soft = false; // somebody has lost patience
      stopReason = reason;
      dispatcher.stopping(this);
    }
  }

  private void beginStop(String reason) {
    state = State.STOPPING;
    stopReason = reason;
    for (Requeue.Entry e : requeue.clear()) {
      end(e.index(), e.input(), new Failure.Cancelled(reason, attemptsBefore(e.index(), e.attempt())));
    }
    for (Object token : inputs.stop()) {
      end(inputs.first(pulled++), token, new Failure.Cancelled(reason, Evidence.none()));
    }
    dispatcher.stopping(this);
    endIfDone();
  }

  private void endIfDone() {
    boolean nothingComes = state == State.STOPPING || inputs.exhausted();
    if (state != State.ENDED && nothingComes && out == 0 && requeue.size() == 0) {
      state = State.ENDED;
      pilot.ifPresent(Pilot::ended);
      dispatcher.ended(this);
      changed.signalAll();
    }
  }

  boolean open() {
    return state == State.OPEN;
  }

  boolean ended() {
    return state == State.ENDED;
  }

  boolean softly() {
    return soft;
  }

  String stopReason() {
    return stopReason;
  }

  @Nullable Throwable inputFailure() {
    return inputs.failure();
  }

  // --- the caller's part ---

  boolean shared() {
    return shared;
  }

  void helped() {
    helped = true;
  }

  void reserved() {
    reserved = true;
  }

  /** Whether the rest of a batch that takes too long is handed out again; any thread. */
  boolean takesBack() {
    return pilot.isPresent() && work.options().batch().measured();
  }

  boolean isSteered() {
    return pilot.isPresent();
  }

  void share() {
    shared = true;
  }

  long served() {
    return served;
  }

  void servedAt(long turn) {
    served = turn;
  }

  Inputs inputs() {
    return inputs;
  }

  int nextBatch() {
    return Math.max(1, batcher.next(inputs.left()));
  }

  long queued() {
    return (long) requeue.size() + (inputs instanceof SubmittedInputs s ? s.ready() : 0);
  }

  Progress.Snapshot snapshot() {
    long left = inputs.left();
    long ended = succeeded + failed;
    OptionalLong total =
        left >= 0 && state == State.OPEN ? OptionalLong.of(pulled + left) : OptionalLong.empty();
    return new Progress.Snapshot(
        succeeded, failed, out, state == State.ENDED ? OptionalLong.of(ended) : total, elapsed(), state == State.ENDED);
  }

  Duration elapsed() {
    return Duration.ofNanos(dispatcher.now() - startNanos);
  }

  long succeeded() {
    return succeeded;
  }

  long failedForGood() {
    return failed;
  }

  Supplier<Event> finishedEvent() {
    long ok = succeeded;
    long bad = failed;
    Duration time = elapsed();
    return () -> new Event.RunFinished(work.id(), ok, bad, time);
  }
}
