package dev.drover.internal.engine;

import dev.drover.internal.host.Log;
import dev.drover.spi.Backend;
import dev.drover.task.Fn;
import dev.drover.task.Order;
import dev.drover.task.Task;
import dev.drover.task.TaskFailedException;
import dev.drover.task.TaskOptions;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a function over inputs. With {@code auto} the caller runs the first items itself, as a {@link Lead}; whatever is left, or
 * all of it, is a {@link Run} of the dispatcher. Thread-safe.
 */
final class Calls {
  /** Why the others stop. */
  static final String FAILED = "another item of the call failed";

  private final Dispatcher dispatcher;
  private final Backend backend;
  private final Life life;
  /** With {@code auto} only. */
  private final Optional<Strategy.Limits> limits;

  /** Of the calls that begin or end at a time, one. */
  private final AtomicReference<Explained> latest = new AtomicReference<>(() -> "");

  Calls(Dispatcher dispatcher, Backend backend, Life life, Optional<Strategy.Limits> limits) {
    this.dispatcher = dispatcher;
    this.backend = backend;
    this.life = life;
    this.limits = limits;
  }

  @SuppressWarnings("unchecked") // the run gives the function only what the caller gave
  <T, R> List<R> map(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function, TaskOptions options) {
    Fn<Object, Object> untyped = (Fn<Object, Object>) (Fn<?, ?>) function;
    Optional<Lead> lead = lead(inputs, untyped, options);
    if (lead.isPresent() && runsAll(lead.get())) {
      return lead.get().results();
    }
    return map(inputs, untyped, options, lead);
  }

  private <R> List<R> map(
      Iterable<?> inputs, Fn<Object, Object> function, TaskOptions options, Optional<Lead> lead) {
    List<?> first = lead.<List<?>>map(Lead::values).orElse(List.of());
    ListSink sink = new ListSink(inputs instanceof Collection<?> c ? c.size() : -1, first);
    Past past = Past.of(options, false);
    Run run = run(function, options, sink, inputs, lead, past);
    if (mode() == Caller.Mode.PROBE) {
      run.share.reserve();
    }
    Caller caller = start(run, lead);
    Optional<Future<?>> deadline = deadline(run);
    AutoCloseable pulse = pulse(run);
    try {
      TaskFailedException failure = caller.await(sink::failure);
      if (failure != null) {
        stop(dispatcher, run, FAILED);
        throw failure;
      }
      throwInputFailure(run);
      return sink.list();
    } finally {
      deadline.ifPresent(d -> d.cancel(false));
      closeQuietly(pulse);
      past.close();
    }
  }

  @SuppressWarnings("unchecked") // the run gives the function only what the caller gave
  <T, R> Outcomes<T, R> outcomes(
      Iterable<? extends T> inputs, Fn<? super T, ? extends R> function, TaskOptions options) {
    OutcomeQueue<T, R> queue = new OutcomeQueue<>(options.order());
    Past past = Past.of(options, options.order() == Order.INPUT);
    Run run = run((Fn<Object, Object>) (Fn<?, ?>) function, options, queue, inputs, Optional.empty(), past);
    Caller caller = start(run, Optional.empty());
    return new Outcomes<>(dispatcher, run, queue, caller, deadline(run), pulse(run), past);
  }

  // --- the caller's first items ---

  /** With {@code auto}, where the inputs are at hand and nobody wants to be told of each item. */
  private Optional<Lead> lead(Iterable<?> inputs, Fn<Object, Object> function, TaskOptions options) {
    return limits.isPresent() && inputs instanceof RandomAccess && inputs instanceof List<?> list && !dispatcher.isWatched()
        ? Lead.of(list, function, options, limits.get(), backend.lender())
        : Optional.empty();
  }

  /** Runs items in this thread; true if those were all, otherwise a run goes on from there. */
  private boolean runsAll(Lead lead) {
    if (!entersAlone(lead)) {
      enters(lead);
    }
    boolean goesOn = false;
    try {
      lead.go();
      goesOn = !lead.isComplete();
    } finally {
      if (!goesOn) {
        ends(lead); // also if something was thrown: that is no item's, and must not keep the pool from closing
      }
    }
    return !goesOn;
  }

  /** Without the lock, if nobody else is inside; gives false if that takes the lock. */
  private boolean entersAlone(Lead lead) {
    return dispatcher.leads.enter(lead) && (!dispatcher.closed() || !dispatcher.leads.leave(lead));
  }

  private void enters(Lead lead) {
    dispatcher.lock.lock();
    try {
      life.requireOpen();
      dispatcher.leads.add(lead);
    } finally {
      dispatcher.unlock();
    }
  }

  private void ends(Lead lead) {
    if (!dispatcher.leads.leave(lead)) {
      dispatcher.lock.lock();
      try {
        dispatcher.ended(lead);
      } finally {
        dispatcher.unlock();
      }
    }
    tell(lead);
  }

  private void tell(Lead lead) {
    Explained before = latest.getPlain();
    Explained told = lead.told(before);
    if (told != before) {
      latest.setRelease(told);
    }
  }

  /** Under the lock: the call goes on as a run. */
  private void goesOn(Run run, Lead lead) {
    dispatcher.left(lead);
    run.follows(lead.next(), lead.failure());
    if (lead.isStopped() && lead.isSoft()) {
      run.drain(lead.reason());
    } else if (lead.isStopped()) {
      run.stop(lead.reason());
    }
  }

  // --- runs ---

  private Run run(
      Fn<Object, Object> function, TaskOptions options, Sink sink, Iterable<?> inputs, Optional<Lead> lead, Past past) {
    int from = lead.map(Lead::next).orElse(0);
    Run run = new Run(
        function,
        options,
        past.sink(sink),
        dispatcher,
        r -> past.reorders() ? ordered(r, inputs, past) : inputs(r, inputs, from),
        left -> limits.map(l -> pilot(Site.of(function), l, left, lead)));
    past.median().ifPresent(run::expect);
    if (limits.isEmpty() && !past.reorders()) {
      run.remembers(Site.of(function).on(backend.name()));
    }
    return run;
  }

  private Inputs ordered(Run run, Iterable<?> inputs, Past past) {
    return past.inputs(inputs.iterator(), dispatcher, () -> arrived(run));
  }

  private void arrived(Run run) {
    dispatcher.runnable(run);
    run.inputArrived();
  }

  private Pilot pilot(Site site, Strategy.Limits l, long left, Optional<Lead> lead) {
    Pilot pilot = Pilot.of(site, lead.map(Lead::known).orElseGet(site::known), l, left, dispatcher.now());
    latest.setRelease(pilot);
    return pilot;
  }

  private Inputs inputs(Run run, Iterable<?> inputs, int from) {
    if (inputs instanceof List<?> list && inputs instanceof RandomAccess) {
      return new ListInputs(list, from);
    }
    Iterator<?> iterator = inputs.iterator();
    return new PulledInputs(iterator, dispatcher, () -> arrived(run));
  }

  private Caller start(Run run, Optional<Lead> lead) {
    Caller caller = new Caller(dispatcher, backend, run, mode());
    dispatcher.lock.lock();
    try {
      if (lead.isEmpty()) {
        life.requireOpen();
      }
      dispatcher.started(run);
      lead.ifPresent(l -> goesOn(run, l));
      caller.begin();
      run.advance();
    } finally {
      dispatcher.unlock();
    }
    caller.go();
    caller.readAhead();
    CopyWatch.begin(dispatcher, backend, run);
    return caller;
  }

  private Caller.Mode mode() {
    if (backend.callerRuns()) {
      return backend.slots() == 0 ? Caller.Mode.ALONE : insideOrProbing();
    }
    return Caller.Mode.WAIT;
  }

  private Caller.Mode insideOrProbing() {
    if (limits.isPresent()) {
      return Caller.Mode.PROBE;
    }
    return Task.current().isPresent() ? Caller.Mode.HELP : Caller.Mode.WAIT;
  }

  private Optional<Future<?>> deadline(Run run) {
    return run.work.options().deadline().map(d ->
        Ticker.after(d, () -> stop(dispatcher, run, "the deadline of %s for the whole call passed".formatted(d))));
  }

  private AutoCloseable pulse(Run run) {
    return Pulse.start(run.work.options().progress(), () -> {
      dispatcher.lock.lock();
      try {
        return run.snapshot();
      } finally {
        dispatcher.unlock();
      }
    });
  }

  static void closeQuietly(AutoCloseable pulse) {
    try {
      pulse.close();
    } catch (Exception e) {
      Log.callback("a progress listener", e);
    }
  }

  static void stop(Dispatcher dispatcher, Run run, String reason) {
    dispatcher.lock.lock();
    try {
      run.stop(reason);
    } finally {
      dispatcher.unlock();
    }
    run.sink.publish();
  }

  static void throwInputFailure(Run run) {
    Throwable failure = run.inputFailure();
    if (failure != null) {
      throw Calls.<RuntimeException>unchecked(failure);
    }
  }

  @SuppressWarnings("unchecked") // the cast is erased: the exception of the user's iterator is thrown as it is
  private static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
    throw (E) e;
  }

  String explain() {
    dispatcher.lock.lock();
    try {
      return Objects.requireNonNull(latest.get()).explain(); // under the lock, for a pilot goes on measuring
    } finally {
      dispatcher.unlock();
    }
  }
}
