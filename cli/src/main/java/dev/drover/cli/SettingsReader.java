package dev.drover.cli;

import dev.drover.cli.display.ProgressView;
import dev.drover.cli.display.Terminal;
import dev.drover.cli.input.InputOptions;
import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Suggest;
import dev.drover.task.BatchSize;
import dev.drover.task.Halt;
import dev.drover.task.Order;
import dev.drover.task.PoolOptions;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Understands and checks the values of the command line: all of it, before anything starts. */
final class SettingsReader {
  private static final List<String> BACKENDS = List.of("auto", "inline", "threads", "virtual", "processes");
  private static final Set<String> WITHOUT_PROCESSES = Set.of("inline", "threads", "virtual");

  private final CommandWords words;
  private final int cores;

  SettingsReader(CommandWords words, int cores) {
    this.words = words;
    this.cores = cores;
  }

  Settings read() {
    if (words.job().isEmpty()) {
      throw Problem.usage("no JOB is given; for example: drover 'p -> Files.size(p)' 'data/**/*.pdf', "
          + "and 'drover --help' has more");
    }
    return new Settings(
        words.job(),
        inputs(),
        words.text(Opt.CLASSPATH).orElse(""),
        backend(),
        pool(),
        task(),
        words.text(Opt.OUT),
        words.has(Opt.FRESH),
        output(),
        display(),
        words.has(Opt.DRY_RUN),
        words.has(Opt.EXPLAIN),
        debugWorker());
  }

  /** Inputs of the command line silence those of the environment. */
  private InputOptions inputs() {
    boolean typed = !words.inputs().isEmpty() || words.isTyped(Opt.ARG_FILE) || words.isTyped(Opt.RANGE);
    return new InputOptions(
        words.inputs(),
        words.text(Opt.ARG_FILE).filter(f -> !typed || words.isTyped(Opt.ARG_FILE)),
        words.has(Opt.NULL),
        words.text(Opt.RANGE).filter(r -> !typed || words.isTyped(Opt.RANGE)));
  }

  private String backend() {
    Optional<CommandWords.Word> on = words.word(Opt.ON);
    String name = on.map(CommandWords.Word::text).orElse("auto");
    if (name.equals("cluster")) {
      throw Problem.cannotRun("no cluster is configured; use --on processes for worker processes on this machine");
    }
    if (!BACKENDS.contains(name)) {
      throw Problem.usage("%s is '%s'; %s".formatted(
          on.map(CommandWords.Word::origin).orElse(""),
          name,
          Suggest.didYouMean(name, BACKENDS, "it must be one of: " + String.join(", ", BACKENDS))));
    }
    return words.has(Opt.DEBUG_WORKER) ? withWorkers(name) : name;
  }

  private static String withWorkers(String backend) {
    if (WITHOUT_PROCESSES.contains(backend)) {
      throw Problem.usage("--debug-worker is for worker processes, and --on %s has none; attach the debugger to the command"
          .formatted(backend));
    }
    return "processes";
  }

  private OptionalInt debugWorker() {
    Optional<Integer> number =
        words.word(Opt.DEBUG_WORKER).map(w -> Quantities.count(w, 1, "1 is the first worker that is started"));
    int workers = pool().workers().orElse(cores);
    if (number.isPresent() && number.get() > workers) {
      throw Problem.usage("--debug-worker is %d, and there are %d workers; use -j %d for more, or a lower number"
          .formatted(number.get(), workers, number.get()));
    }
    return number.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** What the options say about workers. */
  PoolOptions pool() {
    PoolOptions options = PoolOptions.defaultOptions();
    Optional<CommandWords.Word> jobs = words.word(Opt.JOBS);
    if (jobs.isPresent()) {
      options = options.workers(Quantities.jobs(jobs.get(), cores));
    }
    PoolOptions counted = options;
    PoolOptions sized = ofProcesses(Opt.MEMORY, counted::memory).orElse(counted);
    PoolOptions limited = ofProcesses(Opt.RESIDENT_LIMIT, sized::residentLimit).orElse(sized);
    PoolOptions admitting = parsed(Opt.MEMFREE, limited::minFreeMemory).orElse(limited);
    return words.word(Opt.LOAD).map(w -> admitting.maxLoad(Quantities.load(w, cores))).orElse(admitting);
  }

  private Optional<PoolOptions> ofProcesses(Opt opt, Function<String, PoolOptions> change) {
    Optional<PoolOptions> changed = parsed(opt, change);
    if (changed.isPresent() && WITHOUT_PROCESSES.contains(backend())) {
      throw Problem.usage("%s limits worker processes, and --on %s has none; use --on processes"
          .formatted(opt.longName(), backend()));
    }
    return changed;
  }

  private TaskOptions task() {
    TaskOptions options = TaskOptions.defaults().retries(retries()).batch(batch());
    Optional<Duration> deadline = words.word(Opt.DEADLINE).map(Quantities::time);
    Optional<Halt> halt = parsed(Opt.HALT, Halt::parse);
    options = speculation(timeout(options));
    options = deadline.isPresent() ? options.deadline(deadline.get()) : options;
    options = halt.isPresent() ? options.halt(halt.get()) : options;
    return options.order(words.has(Opt.KEEP_ORDER) ? Order.INPUT : Order.COMPLETION);
  }

  private TaskOptions timeout(TaskOptions options) {
    Optional<CommandWords.Word> word = words.word(Opt.TIMEOUT);
    if (word.isEmpty()) {
      return options;
    }
    OptionalDouble factor = Quantities.timesMedian(word.get());
    return factor.isPresent()
        ? options.timeoutFactor(factor.getAsDouble())
        : options.withTimeout(Quantities.time(word.get()));
  }

  private TaskOptions speculation(TaskOptions options) {
    Optional<CommandWords.Word> word = words.word(Opt.SPECULATE);
    return word.isEmpty() ? options : options.speculation(Quantities.timesMedian(word.get()).orElseThrow(() ->
        Problem.usage("%s is '%s'; it must be a percentage of the median: 300%%".formatted(
            word.get().origin(), word.get().text()))));
  }

  private Retry retries() {
    int times = words.word(Opt.RETRIES).map(w -> Quantities.count(w, 0, "2 means at most three attempts")).orElse(0);
    Optional<Duration> backoff = words.word(Opt.BACKOFF).map(Quantities::time);
    return backoff.isPresent() ? Retry.times(times).backoff(backoff.get()) : Retry.times(times);
  }

  private BatchSize batch() {
    return words.word(Opt.BATCH)
        .filter(w -> !w.text().equals("auto"))
        .map(w -> BatchSize.of(Quantities.count(w, 1, "or auto to have it measured")))
        .orElse(BatchSize.auto());
  }

  private Settings.Output output() {
    Settings.Form form =
        words.word(Opt.OUTPUT).map(w -> Quantities.choice(w, Settings.Form.class)).orElse(Settings.Form.TEXT);
    return new Settings.Output(form, words.has(Opt.TAG));
  }

  private Settings.Display display() {
    ProgressView.Mode progress = words.word(Opt.PROGRESS)
        .map(w -> Quantities.choice(w, ProgressView.Mode.class))
        .orElse(ProgressView.Mode.AUTO);
    Terminal.Colour colour = words.word(Opt.COLOR)
        .map(w -> Quantities.choice(w, Terminal.Colour.class))
        .orElse(Terminal.Colour.AUTO);
    boolean quiet = words.has(Opt.QUIET);
    return new Settings.Display(
        quiet ? ProgressView.Mode.NONE : progress, colour, quiet, words.has(Opt.VERBOSE));
  }

  /** The vocabulary's own parsers say what, the value, the rule and the way out; only the origin is added. */
  private <T> Optional<T> parsed(Opt opt, Function<String, T> parser) {
    return words.word(opt).map(word -> {
      try {
        return parser.apply(word.text());
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw Problem.usage(word.origin() + ": " + e.getMessage());
      }
    });
  }
}
