package dev.drover.internal.engine;

import dev.drover.event.Event;
import dev.drover.internal.host.ThreadTimes;
import dev.drover.spi.Batch;
import dev.drover.spi.Work;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Fn;
import dev.drover.task.Halt;
import dev.drover.task.Progress;
import dev.drover.task.TaskOptions;
import dev.drover.task.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.function.Function;
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

  final Work work;
  final Sink sink;
  final Condition changed;
  private final Inputs inputs;
  private final Batcher batcher;
  private final Retrier retrier;
  private final Optional<MedianTime> times;
  /** With {@code auto} only. */
  private final Optional<Pilot> pilot;
  final Copies copies;
  /** Until it is open only the caller runs items. */
  final Share share = new Share();
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
  /** Whether the caller runs items too, and so wants to know of new inputs. */
  private boolean helped;
  /** What it leaves for later calls. */
  private Pace pace = new Pace();

  Run(Fn<Object, Object> function, TaskOptions options, Sink sink, Dispatcher dispatcher, Function<Run, Inputs> inputs) {
    this(function, options, sink, dispatcher, inputs, _ -> Optional.empty());
  }

  Run(
      Fn<Object, Object> function, TaskOptions options, Sink sink, Dispatcher dispatcher, Function<Run, Inputs> inputs,
      Pilot.Of steered) {
    boolean timed = options.timeoutFactor().isPresent() || options.speculation().isPresent();
    this.times = timed ? Optional.of(new MedianTime()) : Optional.empty();
    this.copies = options.speculation().isEmpty()
        ? Copies.NONE
        : new Copies(options.speculation(), i -> dispatcher.stopping(this, i, CopyWatch.TOO_LATE));
    this.sink = sink;
    this.dispatcher = dispatcher;
    boolean limited = timed || options.timeout().isPresent() || options.stallTimeout().isPresent();
    boolean eachAlone = limited || dispatcher.isListenedTo() || options.halt().when() != Halt.When.NEVER;
    this.work = new Work(
        WORK_IDS.incrementAndGet(), function, options, () -> times.flatMap(MedianTime::median), eachAlone || sink.asksForTimes());
    this.startNanos = dispatcher.now();
    this.changed = dispatcher.lock.newCondition();
    this.batcher = new Batcher(work.options().batch(), dispatcher.slots(), dispatcher.worthNanos());
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

  /**
   * Batches begin as large as earlier calls told. Before it starts. Where nobody knows how many inputs there are they begin with one
   * item as ever: to read many ahead, which may be large, could cost more than it saves.
   */
  void remembers(Pace known) {
    pace = known;
    if (inputs.left() >= 0) {
      known.nanosPerItem().ifPresent(nanos -> batcher.expect(nanos, inputs.left()));
      inputs.allow(window());
    }
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

  /** A submitted task that was taken out of the inputs by itself, or is due to be tried again; empty if it is neither. */
  Optional<Batch> cut(Submission task, boolean taken, long now) {
    return taken
        ? Optional.of(out(pulled++, List.of(task), 1, false, 0))
        : requeue.take(task, now).map(entry -> again(List.of(entry)));
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
    Batch batch = new Batch(BATCH_IDS.incrementAndGet(), work, first, tokens, attempt, alone, freshHeap);
    copies.out(batch);
    return batch;
  }

  /** A second attempt of an item, for a slot that would have nothing to do; null if there is none. */
  @Nullable Batch cutCopy() {
    Optional<Copies.Copy> next = state == State.OPEN ? copies.next() : Optional.empty();
    next.ifPresent(c -> dispatcher.emit(() -> new Event.ItemCopied(work.id(), c.index(), Duration.ofNanos(c.nanos()))));
    return next.map(c -> out(c.index(), Collections.singletonList(c.token()), c.attempt(), false, 0)).orElse(null);
  }

  /** Whether items run, and none waits to be taken. */
  boolean onlyWaits() {
    return state == State.OPEN && out > 0 && inputs.ready() == 0;
  }

  /** How many items could be handed out at this moment, at least; for the number of slots to wake. */
  int runnable() {
    return state != State.OPEN ? 0 : requeue.size() + inputs.ready();
  }

  /** Whether each of so many slots could have a batch at this moment. */
  boolean isPlentyFor(int slots) {
    return runnable() >= (long) slots * nextBatch();
  }

  /** How many batches could be handed to slots at this moment, at least. */
  int forSlots() {
    return state == State.OPEN ? share.of(runnable() + copies.waiting(), pilot) : 0;
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
      inputs.allow(ended + 1L); // the window knows nothing yet of those that have ended
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
    if (copies.back(index)) {
      return;
    }
    succeeded++;
    retrier.forget(index);
    if (times.isPresent()) { // a lambda that captures would be made for each item
      times.get().add(nanos);
    }
    histories.forget(index);
    sink.ok(index, token, value, nanos);
    copies.ended(index);
    if (dispatcher.isListenedTo()) {
      dispatcher.emit(() -> new Event.ItemSucceeded(work.id(), index, new Timing(nanos)));
    }
    checkHalt();
  }

  /** Neighbours have values; false, and nothing was done, if each is to be told by itself. */
  boolean ok(long first, @Nullable Object[] values) {
    if (work.exactTimes() || !retrier.isEmpty() || !histories.isEmpty() || !sink.ok(first, values)) {
      return false;
    }
    out -= values.length;
    succeeded += values.length;
    return true;
  }

  void failed(long index, Object token, int attempt, Failure verdict) {
    out--;
    if (copies.back(index)) {
      return;
    }
    Failure failure = histories.ended(index, attempt, copies.attempts(index, attempt), verdict);
    boolean other = copies.hasOther(index);
    if (other && !Copies.isResult(failure)) {
      return; // the other attempt may still give one
    }
    Retrier.Decision decision =
        state == State.OPEN ? retrier.decide(index, failure) : new Retrier.Decision.GiveUp();
    switch (decision) {
      case Retrier.Decision.Again again when !other -> again(index, token, failure, again);
      case Retrier.Decision.Again _ -> copies.mayBeMadeAgain(index); // the other attempt goes on meanwhile
      case Retrier.Decision.GiveUp _ -> end(index, token, failure);
    }
  }

  private void again(long index, Object token, Failure failure, Retrier.Decision.Again again) {
    if (token instanceof Submission s) {
      s.requeued();
    }
    long now = dispatcher.now();
    long due = now + again.pause().toNanos();
    requeue.add(
        new Requeue.Entry(index, token, failure.attempts() + 1, again.alone(), again.freshHeap(), due), now);
    dispatcher.retried();
    dispatcher.emit(() -> new Event.ItemRetried(work.id(), index, failure, again.pause()));
  }

  void returned(long index, Object token, Batch batch) {
    out--;
    if (copies.back(index) || copies.isNotRun(index, batch.attempt())) {
      return;
    }
    if (token instanceof Submission s) {
      s.requeued();
    }
    boolean unwanted = state != State.OPEN || (token instanceof Submission s && s.abandoned());
    if (unwanted) {
      String reason = stopReason.isEmpty() ? "cancelled" : stopReason;
      end(index, token, new Failure.Cancelled(reason, histories.before(index, batch.attempt())));
    } else {
      long now = dispatcher.now();
      requeue.add(new Requeue.Entry(index, token, batch.attempt(), batch.alone(), batch.freshHeap(), now), now);
    }
  }

  private void end(long index, Object token, Failure why) {
    Failure failure = Histories.withReplay(work, index, token, why);
    failed++;
    histories.forget(index);
    sink.failed(index, token, failure);
    copies.ended(index);
    dispatcher.emit(() -> new Event.ItemFailed(work.id(), index, failure));
    boolean toBlame = !(failure instanceof Failure.Cancelled); // whoever stopped it stops the others, with its own reason
    if (state == State.OPEN && toBlame && sink.endsAtFailure()) {
      beginStop(Calls.FAILED);
    }
    checkHalt();
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
      share.givenBack();
    }
    if (items > 0) {
      batcher.measured(batch, items, nanos);
      if (pilot.isPresent() && steer(pilot.get(), items, nanos, longest)) {
        follow(pilot.get());
      }
    }
    advance();
    if (helped || sink.hasNews()) {
      changed.signalAll();
    }
  }

  private boolean steer(Pilot p, int items, long nanos, long longest) {
    return p.settled(items, nanos, longest, inputs.left(), runnable(), dispatcher.now());
  }

  /** As its plan says from now on. What is out stays where it is. */
  private void follow(Pilot p) {
    if (p.shares()) {
      share.open();
    }
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
    int places = Math.max(dispatcher.slots(), pilot.map(p -> p.plan().atATime()).orElse(0));
    return Window.of(work.options(), places, batcher.current());
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
      end(e.index(), e.input(), new Failure.Cancelled(reason, histories.before(e.index(), e.attempt())));
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
      batcher.tell(pace);
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

  void helped() {
    helped = true;
  }

  /** Whether the rest of a batch that takes too long is handed out again; any thread. */
  boolean takesBack() {
    return pilot.isPresent() && work.options().batch().measured();
  }

  boolean isSteered() {
    return pilot.isPresent();
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
}
