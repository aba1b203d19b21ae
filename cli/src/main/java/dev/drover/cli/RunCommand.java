package dev.drover.cli;

import dev.drover.Pool;
import dev.drover.cli.display.FailedItem;
import dev.drover.cli.display.Names;
import dev.drover.cli.display.ProgressView;
import dev.drover.cli.display.Screen;
import dev.drover.cli.display.Snapshot;
import dev.drover.cli.display.Summary;
import dev.drover.cli.display.Tally;
import dev.drover.cli.function.ResolvedFunction;
import dev.drover.cli.input.Item;
import dev.drover.cli.input.Source;
import dev.drover.cli.output.Results;
import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Status;
import dev.drover.cli.record.Recorder;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.Thrown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * One run, from the first input to the exit status.
 *
 * <p>The main thread takes outcomes and writes results; the display thread flushes them and draws; signals come on
 * threads of the JVM and work through the {@link StopSwitch}.
 */
final class RunCommand implements StopSwitch.Target {
  private static final int FAILURES_KEPT = 10_000;
  private static final int FAILURES_SHOWN_AT_ONCE = 20;

  private final Settings settings;
  private final ResolvedFunction function;
  private final Source source;
  private final ResultOutlet outlet;
  private final Screen screen;
  private final Tally tally;
  private final ProgressView view;
  private final Feed feed;
  private final TaskPrints prints;
  private final StopSwitch stopSwitch = new StopSwitch(this);
  private final long startNanos = System.nanoTime();
  private final Recorder recorder;
  private final Pool pool;
  private Optional<Problem> broken = Optional.empty();

  RunCommand(
      Settings settings,
      ResolvedFunction function,
      Source source,
      ResultOutlet outlet,
      Screen screen,
      Recorder recorder) {
    this.recorder = recorder;
    this.settings = settings;
    this.function = function;
    this.source = source;
    this.outlet = outlet;
    this.screen = screen;
    this.tally = new Tally(settings.display().verbose() ? FAILURES_KEPT : Summary.LISTED);
    this.view = new ProgressView(screen, settings.display().progress());
    this.feed = new Feed(source.iterator(), outlet::expect);
    this.prints = new TaskPrints(feed, screen, settings.display().verbose());
    this.pool = openPool();
  }

  private Pool openPool() {
    try {
      return Pool.open(settings.backend(), settings.pool().output(prints::accept));
    } catch (IllegalArgumentException e) {
      throw Problem.cannotRun(String.valueOf(e.getMessage()));
    }
  }

  Status run() {
    prints.install();
    Signals.handle("INT", stopSwitch::interrupt);
    Signals.handle("TERM", stopSwitch::terminate);
    OptionalInt workers;
    String explanation;
    try (InputCount count = new InputCount(source)) {
      try (pool; Ticker _ = new Ticker(() -> tick(count))) {
        outcomes();
        workers = OptionalInt.of(pool.stats().workers());
        explanation = pool.explain();
      }
      view.end(snapshot(count));
    }
    finishOutput();
    return end(workers, explanation);
  }

  private void outcomes() {
    try (Stream<Outcome<Object, Object>> outcomes =
        pool.with(settings.task()).outcomes(() -> feed, function.function())) {
      for (Iterator<Outcome<Object, Object>> all = outcomes.iterator(); all.hasNext(); ) {
        take(all.next());
      }
    } catch (UncheckedIOException e) {
      broken = Optional.of(Problem.cannotRun(reason(e) + "; the items before it are done"));
    } catch (CancellationException | RejectedExecutionException e) {
      if (stopSwitch.reason().isEmpty()) {
        throw e;
      }
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void take(Outcome<Object, Object> outcome) {
    Item item = feed.take(outcome.index());
    Optional<String> lastLine = prints.takeLastLine(outcome.index());
    try {
      switch (outcome) {
        case Outcome.Ok<Object, Object> ok -> {
          if (outlet.writes(function, ok.value())) {
            outlet.results().ok(ok.index(), item, ok.value(), ok.timing());
          }
          tally.ok(item.value(), ok.timing().duration());
        }
        case Outcome.Failed<Object, Object> failed -> {
          Failure failure = withLastLine(failed.failure(), lastLine);
          outlet.results().failed(failed.index(), item, failure);
          failed(item, failure);
        }
      }
    } catch (IOException e) {
      notWritten(item, e);
    }
  }

  private static Failure withLastLine(Failure failure, Optional<String> line) {
    boolean unknown = failure.lastOutput().isEmpty() && line.isPresent();
    return unknown ? failure.with(failure.evidence().lastOutput(List.of(line.get()))) : failure;
  }

  private void failed(Item item, Failure failure) {
    FailedItem failedItem = FailedItem.of(item.value(), failure);
    tally.failed(failedItem);
    if (!(failure instanceof Failure.Cancelled)) {
      recorder.failed(item);
    }
    boolean few = tally.failed() <= FAILURES_SHOWN_AT_ONCE;
    if (few && view.showsFailures() && !(failure instanceof Failure.Cancelled)) {
      screen.print(failedItem.line());
    }
  }

  /** A result in a file fails its item alone; standard output is for all. */
  private void notWritten(Item item, IOException e) {
    if (outlet.toFiles()) {
      failed(item, new Failure.Threw(Thrown.of(e), Evidence.inProcess()));
    } else {
      outputGone(e);
    }
  }

  private void outputGone(IOException e) {
    if (!ResultOutlet.isBrokenPipe(e)) {
      broken = Optional.of(Problem.cannotRun("standard output can't be written: %s; send it to a place that can"
          .formatted(reason(e))));
    }
    stopSwitch.outputGone();
  }

  private void tick(InputCount count) {
    try {
      outlet.flush(screen);
    } catch (IOException e) {
      outputGone(e);
    }
    view.tick(snapshot(count));
  }

  private void finishOutput() {
    try {
      outlet.flush(screen);
    } catch (IOException e) {
      outputGone(e);
    }
  }

  private Snapshot snapshot(InputCount count) {
    long now = System.nanoTime();
    List<Snapshot.Running> running = pool.running().stream()
        .flatMap(r -> feed.peek(r.index()).stream()
            .map(item -> new Snapshot.Running(Names.of(item.value()), Duration.ofNanos(now - r.sinceNanos()))))
        .toList();
    return new Snapshot(
        tally.succeeded(), tally.failed() + tally.cancelled(), count.get(), elapsed(), running);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  private Status end(OptionalInt workers, String explanation) {
    Optional<Status> stopped = stopSwitch.reason();
    Optional<String> record = recorder.end();
    if (broken.isPresent()) {
      throw broken.get();
    }
    if (stopped.filter(s -> s == Status.BROKEN_PIPE).isPresent()) {
      return Status.BROKEN_PIPE;
    }
    Ending ending = new Ending(settings, tally, feed.exhausted(), elapsed(), stopped);
    Summary summary = new Summary(
        tally, elapsed(), workers, settings.display().verbose(), record.map(id -> "drover retry " + id));
    if (settings.display().quiet()) {
      List<String> failures = summary.failures(screen);
      failures.forEach(screen::print);
    } else {
      ending.line().ifPresent(screen::print);
      screen.print(summary.text(screen));
    }
    if (settings.explain()) {
      screen.print(explanation);
    }
    return ending.status();
  }

  @Override
  public void drain() {
    feed.shut();
    source.close();
    pool.drain();
    if (!settings.display().quiet()) {
      screen.print("drover: interrupted; what runs may finish, press Ctrl-C again to stop it");
    }
  }

  @Override
  public void kill() {
    feed.shut();
    source.close();
    pool.shutdownNow();
  }

  @Override
  public void halt(Status status) {
    Runtime.getRuntime().halt(status.code());
  }
}
