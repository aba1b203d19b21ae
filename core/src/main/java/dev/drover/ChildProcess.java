package dev.drover;

import dev.drover.internal.engine.Keeper;
import dev.drover.task.Call;
import dev.drover.task.ChildOptions;
import dev.drover.task.Outcome;
import dev.drover.task.VoidCall;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function in a JVM of its own.
 *
 * <pre>{@code
 * try (ChildProcess<Integer> child = ChildProcess.start(() -> 6 * 7)) {
 *   int answer = child.value();
 * }
 * }</pre>
 *
 * <p>The function runs once; it is not tried again, whatever becomes of it. A child lives until all that Drover keeps
 * for it is gone: process, threads, files. It dies with its parent, at the latest within a second. Its heap is planned
 * as that of a pool with one worker; where many live at a time, set {@code memory}.
 *
 * <table>
 * <caption>Exit codes</caption>
 * <tr><td>0</td><td>the function returned, or called {@code System.exit(0)}</td></tr>
 * <tr><td>1</td><td>it threw, or something could not travel between the processes</td></tr>
 * <tr><td>n</td><td>it called {@code System.exit(n)}; 3 if the heap was exhausted</td></tr>
 * <tr><td>-n</td><td>the process died of signal n: -15 after {@link #terminate()}, -9 after {@link #kill()}</td></tr>
 * </table>
 *
 * <p>At the end of the program a child is waited for; a {@linkplain ChildOptions#daemon() daemon} is ended. The same
 * holds for the children of a child at the end of its function. No more than {@code -Ddrover.children=N} may live at a
 * time, by default 8 for each core and 64 at least. Thread-safe.
 *
 * @param <R> what the function returns
 */
/*
 *     NEW --start()--> ALIVE --nothing is left of the process--> ENDED --close()--> CLOSED
 *      |                                                                              ^
 *      +---close()--------------------------------------------------------------------+
 *
 * close() of an ALIVE one waits until it is ENDED.
 */
public final class ChildProcess<R> implements AutoCloseable {
  private enum State {
    NEW,
    ALIVE,
    ENDED,
    CLOSED
  }

  private final Object task;
  private final ChildOptions options;
  private final ChildIdentity identity;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final CompletableFuture<ChildProcess<R>> ended = new CompletableFuture<>();

  /** Written before it is ALIVE. */
  private volatile @Nullable ChildRun run;

  /** Written before it is ENDED. */
  private volatile @Nullable Outcome<?, Object> outcome;

  private ChildProcess(Object task, ChildOptions options) {
    this.task = Objects.requireNonNull(task, "task");
    this.options = options;
    this.identity = Children.process().next(options.name());
  }

  // --- new ones ---

  /**
   * Starts a child with default options.
   *
   * @param task what it runs
   * @param <R> what that returns
   * @return the child
   * @throws IllegalStateException if too many live
   */
  public static <R> ChildProcess<R> start(Call<R> task) {
    return of(task, o -> o).start();
  }

  /**
   * Starts a child with default options.
   *
   * @param task what it runs
   * @return the child, with null as its value
   * @throws IllegalStateException if too many live
   */
  public static ChildProcess<?> start(VoidCall task) {
    return of(task, o -> o).start();
  }

  /**
   * A child that is not yet started.
   *
   * @param task what it will run
   * @param options changes the defaults: {@code o -> o.name("loader").daemon(true)}
   * @param <R> what that returns
   * @return the child
   */
  public static <R> ChildProcess<R> of(Call<R> task, UnaryOperator<ChildOptions> options) {
    return new ChildProcess<>(task, options.apply(ChildOptions.defaults()));
  }

  /**
   * A child that is not yet started.
   *
   * @param task what it will run
   * @param options changes the defaults: {@code o -> o.name("loader").daemon(true)}
   * @return the child, with null as its value
   */
  public static ChildProcess<?> of(VoidCall task, UnaryOperator<ChildOptions> options) {
    return new ChildProcess<>(task, options.apply(ChildOptions.defaults()));
  }

  // --- those that are there ---

  /**
   * This process.
   *
   * @return with its name if it is a child, and {@code main} otherwise
   */
  public static NamedProcess current() {
    return Children.process().current();
  }

  /**
   * The process that has started this one.
   *
   * @return empty if this process is not a child
   */
  public static Optional<NamedProcess> parent() {
    return Children.process().parent();
  }

  /**
   * The children of this process that live.
   *
   * @return a snapshot, oldest first
   */
  public static List<ChildProcess<?>> active() {
    return Children.process().active();
  }

  // --- its life ---

  /**
   * Starts it. Returns at once; the process comes up in the background.
   *
   * @return this
   * @throws IllegalStateException if it was started before or is closed, or if too many live
   */
  public synchronized ChildProcess<R> start() {
    if (state.get() != State.NEW) {
      boolean closed = state.get() == State.CLOSED;
      throw new IllegalStateException(message(
          closed ? "is closed; make a new one" : "was started before; make a new one for each start"));
    }
    Children.process().begin(this);
    boolean begun = false;
    try {
      begin();
      begun = true;
      return this;
    } finally {
      if (!begun) {
        Children.process().end(this);
      }
    }
  }

  private void begin() {
    ChildRun begun = ChildRun.start(task, identity, options);
    run = begun;
    state.set(State.ALIVE);
    if (!daemon()) {
      Keeper.process().begin();
    }
    Thread.ofVirtual().name("drover-child").start(() -> attend(begun));
  }

  /** The program may end only after the callbacks, which are the user's and may take their time. */
  private void attend(ChildRun begun) {
    try {
      outcome = begun.awaitEnd();
      state.set(State.ENDED);
      Children.process().end(this);
      ended.complete(this);
    } finally {
      if (!daemon()) {
        Keeper.process().end();
      }
    }
  }

  /**
   * Waits for its end.
   *
   * @throws InterruptedException if the calling thread is interrupted; the child goes on
   * @throws IllegalStateException if it was not started, or is closed
   */
  public void join() throws InterruptedException {
    boolean _ = join(Duration.ofNanos(Long.MAX_VALUE));
  }

  /**
   * Waits for its end.
   *
   * @param limit how long at most
   * @return false if the time was over first
   * @throws InterruptedException if the calling thread is interrupted; the child goes on
   * @throws IllegalStateException if it was not started, or is closed
   */
  public boolean join(Duration limit) throws InterruptedException {
    var _ = started();
    try {
      var _ = ended.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(message("could not be attended"), e);
    }
  }

  /**
   * Waits for its end and gives what the function returned.
   *
   * @return may be null
   * @throws dev.drover.task.TaskFailedException if the function did not return; its failure says why
   * @throws InterruptedException if the calling thread is interrupted; the child goes on
   * @throws IllegalStateException if it was not started, or is closed
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // the function gave R, or null
  public R value() throws InterruptedException {
    join();
    return (R) outcome.get();
  }

  /**
   * Whether it lives: it was started and something of it is left.
   *
   * @return false before and after
   */
  public boolean isAlive() {
    return state.get() == State.ALIVE;
  }

  /**
   * How it ended.
   *
   * @return as in the table above; empty before its end
   * @throws IllegalStateException if it is closed
   */
  public OptionalInt exitCode() {
    requireOpen();
    Outcome<?, Object> known = outcome;
    return known == null ? OptionalInt.empty() : OptionalInt.of(started().exitCode(known));
  }

  /**
   * Its end, to wait for several at once or to be called back.
   *
   * @return completed with this at its end, however it ends; completing or cancelling it changes nothing for others
   * @throws IllegalStateException if it was not started, or is closed
   */
  public CompletableFuture<ChildProcess<R>> onExit() {
    var _ = started();
    return ended.copy();
  }

  /**
   * The number of its process. Waits until that is up. A process that dies before the function has begun is replaced,
   * so the number may change until then.
   *
   * @return the operating system's number, also after its end
   * @throws IllegalStateException if it was not started, is closed, or ended before it had a process
   */
  public long pid() {
    return started().process()
        .map(ProcessHandle::pid)
        .orElseThrow(() -> new IllegalStateException(message("has no pid: it ended before it had a process")));
  }

  /**
   * What it is called.
   *
   * @return as the options say, or {@code child-} with its number and those of its ancestors
   */
  public String name() {
    return identity.name();
  }

  /**
   * Whether it is ended when the program ends.
   *
   * @return as the options say
   */
  public boolean daemon() {
    return options.daemon();
  }

  // --- its end ---

  /**
   * Interrupts the thread in which its function runs, as {@link Thread#interrupt()} does: the function may end by the
   * exception, which is exit code 1, or go on. Returns at once. Does nothing if the function does not run.
   *
   * @throws IllegalStateException if it was not started, or is closed
   */
  public void interrupt() {
    started().interrupt();
  }

  /**
   * Asks its process and all that this has started to end, by SIGTERM: shutdown hooks run. Returns at once. Does
   * nothing if it has ended.
   *
   * @throws IllegalStateException if it was not started, or is closed
   */
  public void terminate() {
    end(ChildRun.SIGTERM);
  }

  /**
   * Kills its process and all that this has started. Returns at once. Does nothing if it has ended.
   *
   * @throws IllegalStateException if it was not started, or is closed
   */
  public void kill() {
    end(ChildRun.SIGKILL);
  }

  private void end(int signal) {
    ChildRun begun = started();
    if (isAlive()) {
      begun.end(signal);
    }
  }

  /**
   * Waits for its end; kills it first if it is a daemon, or if the calling thread is interrupted. Nothing is left of it
   * afterwards, and nothing but its name can be asked. Idempotent.
   */
  @Override
  public void close() {
    if (!closeUnused()) {
      finish();
      awaitEnd();
      state.set(State.CLOSED);
    }
  }

  private synchronized boolean closeUnused() {
    return state.compareAndSet(State.NEW, State.CLOSED) || state.get() == State.CLOSED;
  }

  /** What the end of a program means for it. */
  void finish() {
    if (daemon()) {
      killAnyway();
    }
  }

  void awaitEnd() {
    boolean interrupted = false;
    while (!ended.isDone()) {
      try {
        var _ = ended.get();
      } catch (InterruptedException e) {
        interrupted = true;
        killAnyway();
      } catch (ExecutionException e) {
        throw new IllegalStateException(message("could not be attended"), e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Somebody else may be closing it at the same time. */
  private void killAnyway() {
    ChildRun begun = run;
    if (begun != null && !ended.isDone()) {
      begun.end(ChildRun.SIGKILL);
    }
  }

  private ChildRun started() {
    requireOpen();
    return Optional.ofNullable(run)
        .orElseThrow(() -> new IllegalStateException(message("was not started; call start() first")));
  }

  private void requireOpen() {
    if (state.get() == State.CLOSED) {
      throw new IllegalStateException(message("is closed; ask it before close()"));
    }
  }

  private String message(String what) {
    return "child process '%s' %s".formatted(name(), what);
  }

  @Override
  public String toString() {
    return "ChildProcess[%s, %s]".formatted(name(), state.get());
  }
}
