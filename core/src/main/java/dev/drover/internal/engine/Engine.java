package dev.drover.internal.engine;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.Strain;
import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendProvider;
import dev.drover.spi.BackendStats;
import dev.drover.spi.BatchSource;
import dev.drover.spi.Depot;
import dev.drover.task.Fn;
import dev.drover.task.PoolOptions;
import dev.drover.task.Task;
import dev.drover.task.TaskOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A pool's engine: one backend and everything that does not depend on which. Thread-safe. */
public final class Engine {
  private static final int MOST_VIRTUAL = 1 << 16;
  /** Items at a time that wait, unless the user has given a number. */
  private static final int MOST_WAITING = 1 << 10;

  private final Dispatcher dispatcher;
  private final Backend backend;
  private final Submissions submissions;
  private final Life life;
  private final Calls calls;

  /**
   * Counts over all calls.
   *
   * @param succeeded items with a value
   * @param failed items that failed for good
   * @param retried attempts that were made again
   * @param queued items that wait
   */
  public record Totals(long succeeded, long failed, long retried, long queued) {}

  private Engine(Dispatcher dispatcher, Backend backend, int leased, Optional<Strategy.Limits> limits) {
    this.dispatcher = dispatcher;
    this.backend = backend;
    this.submissions = new Submissions(dispatcher, backend, limits);
    this.life = new Life(dispatcher, backend, submissions, leased);
    this.calls = new Calls(dispatcher, backend, life, limits);
  }

  /**
   * Opens an engine. Starts no slot yet.
   *
   * @param name of the backend
   * @param options of the pool
   * @param measures whether callers run the first items of a call themselves, and what is measured decides how the rest runs
   * @return the engine
   */
  public static Engine open(String name, PoolOptions options, boolean measures) {
    return open(name, options, measures, () -> Strain.of(Path.of("/")));
  }

  static Engine open(String name, PoolOptions options, boolean measures, Supplier<Strain> machine) {
    BackendProvider provider = Backends.find(name);
    Budget budget = Budget.process();
    int wanted = options.workers().orElse(name.equals("inline") ? 1 : budget.permits());
    boolean nested = budget.nests();
    int slots = name.equals("virtual") ? Math.min(wanted, MOST_VIRTUAL) : budget.lease(wanted);
    if (name.equals("processes") || name.equals("threads")) {
      warnIfMany(options.name(), slots, budget.permits());
    }
    LongSupplier clock = System::nanoTime;
    Dispatcher dispatcher = new Dispatcher(
        slots, options.listeners(), new Admission(options.upkeep(), machine, clock), clock);
    int most = measures && !nested && options.workers().isEmpty() ? Math.max(slots, MOST_WAITING) : slots;
    Backend backend = provider.open(new BackendContext(options, slots, most, dispatcher, dispatcher::tell));
    dispatcher.attach(backend);
    return new Engine(
        dispatcher,
        backend,
        name.equals("virtual") ? 0 : slots,
        measures ? Optional.of(new Strategy.Limits(slots, most)) : Optional.empty());
  }

  /**
   * Keeps workers ready for engines that are opened later in this process.
   *
   * @param name of their backend
   * @param most how many at a time
   * @param patience how long one waits to be needed
   * @return to be closed
   */
  public static Depot keepReady(String name, int most, Duration patience) {
    return Backends.find(name).keepReady(most, patience)
        .orElseThrow(() -> new IllegalArgumentException("the backend '%s' has no workers to keep".formatted(name)));
  }

  /**
   * The names that {@link #open} takes.
   *
   * @return those on the class path
   */
  public static List<String> backends() {
    return Backends.names();
  }

  private static void warnIfMany(String pool, int slots, int cores) {
    if (slots > cores) {
      Log.info("pool '%s' has %d workers on %d cores: more than can run at a time".formatted(pool, slots, cores));
    }
  }

  // --- calls ---

  /**
   * Runs a function over inputs and waits for all results.
   *
   * @param inputs pulled lazily
   * @param function runs once for each
   * @param options how
   * @return the results in the order of the inputs
   */
  public <T, R> List<R> map(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function, TaskOptions options) {
    return calls.map(inputs, function, options);
  }

  /**
   * Runs a function over inputs and gives the outcomes while it runs.
   *
   * @param inputs pulled as outcomes are taken
   * @param function runs once for each
   * @param options how
   * @return the outcomes; to be closed if not read to their end
   */
  public <T, R> Outcomes<T, R> outcomes(
      Iterable<? extends T> inputs, Fn<? super T, ? extends R> function, TaskOptions options) {
    return calls.outcomes(inputs, function, options);
  }

  // --- submitted tasks ---

  /**
   * Runs a task once, soon.
   *
   * @param submission the task and its future
   * @param options how
   * @return for a thread that waits for it
   */
  public BatchSource.Trip submit(Submission submission, TaskOptions options) {
    Optional<Express> express;
    dispatcher.lock.lock();
    try {
      life.requireOpen();
      express = submissions.add(submission, options);
    } finally {
      dispatcher.unlock();
    }
    if (backend.slots() == 0) {
      submissions.runHere(options);
    }
    return express.map(Express::go).orElse(BatchSource.Trip.UNSEEN);
  }

  /**
   * For a thread that will wait for a submitted task, however long that takes. If it runs a task itself, it may have the very slot that
   * the other one waits for; so it runs that one here, unless another thread has it already.
   *
   * @param submission the task
   * @param options with which it was submitted
   * @return whether an attempt of it was run
   */
  public boolean runIfWaiting(Submission submission, TaskOptions options) {
    return Task.current().isPresent() && backend.callerRuns() && submissions.runIfWaiting(submission, options);
  }

  /**
   * Stops a submitted task: one that waits is never started, one that runs is interrupted and perhaps killed.
   *
   * @param submission the task
   * @param options with which it was submitted
   * @param reason for its failure
   */
  public void cancel(Submission submission, TaskOptions options, String reason) {
    submissions.cancel(submission, options, reason);
  }

  /**
   * Interrupts a submitted task if it runs, and leaves it to the task what it makes of that.
   *
   * @param submission the task
   * @param options with which it was submitted
   */
  public void interrupt(Submission submission, TaskOptions options) {
    submissions.interrupt(submission, options);
  }

  /**
   * Whether a submitted task runs at this moment, as far as the backend knows.
   *
   * @param submission the task
   * @param options with which it was submitted
   * @return true if it does
   */
  public boolean isRunning(Submission submission, TaskOptions options) {
    return submissions.isRunning(submission, options);
  }

  // --- figures ---

  /**
   * Why the latest call runs as it does.
   *
   * @return some lines with numbers; empty if no call has had to be decided on
   */
  public String explain() {
    return calls.explain();
  }

  /**
   * What the backend tells.
   *
   * @return a snapshot
   */
  public BackendStats backendStats() {
    return backend.stats();
  }

  /**
   * The name of the backend.
   *
   * @return such as {@code threads}
   */
  public String backendName() {
    return backend.name();
  }

  /**
   * What runs at this moment.
   *
   * @return oldest first
   */
  public List<Backend.Running> running() {
    List<Lead> leads;
    dispatcher.lock.lock();
    try {
      leads = dispatcher.leads.all();
    } finally {
      dispatcher.unlock();
    }
    return leads.isEmpty()
        ? backend.running()
        : Stream.concat(leads.stream().map(Lead::running), backend.running().stream())
            .sorted(Comparator.comparingLong(Backend.Running::sinceNanos))
            .toList();
  }

  /**
   * Counts over all calls.
   *
   * @return of this moment
   */
  public Totals totals() {
    dispatcher.lock.lock();
    try {
      return dispatcher.totals();
    } finally {
      dispatcher.unlock();
    }
  }

  /**
   * The slots that all pools of this process share.
   *
   * @return how many there are for pools inside tasks
   */
  public static int permits() {
    return Budget.process().permits();
  }

  /**
   * The slots that open pools have.
   *
   * @return of this moment
   */
  public static int leased() {
    return Budget.process().leased();
  }

  // --- the end ---

  /** Takes no new calls; those under way go on, and when they are done everything is given back. Idempotent. */
  public void shutdown() {
    life.shutdown();
  }

  /**
   * Stops all calls softly: nothing new starts, what runs may finish, and what waits is cancelled.
   *
   * @param reason for the items that never ran
   */
  public void drain(String reason) {
    life.drain(reason);
  }

  /**
   * As {@link #shutdown()}, and stops what waits or runs.
   *
   * @return the submitted tasks that never started
   */
  public List<Submission> shutdownNow() {
    return life.shutdownNow();
  }

  /**
   * Whether new calls are refused.
   *
   * @return true after {@link #shutdown()}
   */
  public boolean isShutdown() {
    return life.isShutdown();
  }

  /**
   * Whether nothing is left.
   *
   * @return true when the backend is closed
   */
  public boolean isTerminated() {
    return life.isTerminated();
  }

  /**
   * Waits until nothing is left.
   *
   * @param limit how long at most
   * @return false if the time was over first
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitTermination(Duration limit) throws InterruptedException {
    return life.awaitTermination(limit);
  }
}
