package dev.drover.cli;

import dev.drover.cli.display.Screen;
import dev.drover.cli.display.Terminal;
import dev.drover.cli.function.FunctionResolver;
import dev.drover.cli.function.ResolvedFunction;
import dev.drover.cli.input.InputSet;
import dev.drover.cli.input.Inputs;
import dev.drover.cli.input.Source;
import dev.drover.cli.output.StandardOutput;
import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Status;
import dev.drover.cli.record.Recorder;
import dev.drover.cli.record.Records;
import dev.drover.cli.record.RunRecord;
import dev.drover.cli.record.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the command line and does what it says. */
final class Command {
  private static final String LIST_JOBS = "jobs";
  private static final String DOCTOR = "doctor";
  private static final String TRAIN = "train";
  private static final String RETRY = "retry";
  private static final String LAB = "lab";
  /** The library asks for it when it starts workers. */
  private static final String DEBUG_WORKER = "drover.debug.worker";

  private final Surroundings surroundings;
  private final StandardOutput out;

  Command(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.out = new StandardOutput(surroundings.out());
  }

  /** Never throws; what goes wrong is one line on standard error, and the status. */
  Status execute(List<String> arguments) {
    try {
      refuseLab(arguments);
      CommandWords words = new CommandLineReader(surroundings.environment()).read(arguments);
      return execute(words);
    } catch (Problem e) {
      surroundings.err().println("drover: " + e.text());
      return e.status();
    } catch (IOException e) {
      return ResultOutlet.isBrokenPipe(e) ? Status.BROKEN_PIPE : bug(e, arguments);
    } catch (RuntimeException | LinkageError e) {
      return bug(e, arguments);
    }
  }

  /** In a clone of the source the launcher has taken it already; its options are not the command's. */
  private static void refuseLab(List<String> arguments) {
    if (!arguments.isEmpty() && arguments.getFirst().equals(LAB)) {
      throw Problem.usage("the lab is no part of an installed drover; clone its source and type ./drover lab there");
    }
  }

  private Status bug(Throwable e, List<String> arguments) {
    boolean verbose = arguments.contains("-v") || arguments.contains("--verbose");
    surroundings.err().println("drover: this is a bug of drover: %s; %s".formatted(
        e, verbose ? "please report it with what follows" : "run it again with -v and report what that says"));
    if (verbose) {
      e.printStackTrace(surroundings.err());
    }
    return Status.COULD_NOT_RUN;
  }

  private Status execute(CommandWords words) throws IOException {
    if (words.has(Opt.HELP)) {
      return print(Help.text());
    }
    if (words.has(Opt.VERSION)) {
      return print(Help.version());
    }
    if (words.job().equals(LIST_JOBS) && words.inputs().isEmpty()) {
      return print(Help.jobs());
    }
    if (words.job().equals(RETRY)) {
      return retry(words);
    }
    if (words.has(Opt.INLINE)) {
      throw Problem.usage("--inline goes with 'drover retry'; for a run of its own use --on inline");
    }
    SettingsReader reader = reader(words);
    return switch (words.inputs().isEmpty() ? words.job() : "") {
      case DOCTOR -> consult(new Doctor(reader.pool()), Doctor::examine);
      case TRAIN -> consult(new Doctor(reader.pool()), Doctor::train);
      default -> run(words, reader.read());
    };
  }

  private static SettingsReader reader(CommandWords words) {
    return new SettingsReader(words, Runtime.getRuntime().availableProcessors());
  }

  private Status retry(CommandWords typed) throws IOException {
    if (typed.inputs().size() > 1) {
      throw Problem.usage("retry takes the name of one run, not %d; without a name it takes the last run: drover retry"
          .formatted(typed.inputs().size()));
    }
    Recall recall = new Recall(records().find(typed.inputs().stream().findFirst()), typed);
    if (recall.record().failed().count().orElse(0) == 0) {
      surroundings.err().println(
          "drover: run '%s' has no failed items; there is nothing to retry".formatted(recall.record().id()));
      return Status.OK;
    }
    CommandWords words = recall.words();
    Settings settings = reader(typed.has(Opt.INLINE) ? Recall.inline(words) : words).read();
    RunRecord.Head head = Recall.head(words, recall.shape());
    return run(remembering(settings, head), recall, head, screen(settings));
  }

  private Records records() {
    return new Records(surroundings.stateFolder());
  }

  private Status consult(Doctor doctor, Function<Doctor, String> what) throws IOException {
    Status printed = print(what.apply(doctor));
    Optional<Problem> problem = doctor.problem();
    if (problem.isPresent()) {
      throw problem.get();
    }
    return printed;
  }

  private Status print(String text) throws IOException {
    out.write(text);
    out.flush();
    return Status.OK;
  }

  private Status run(CommandWords words, Settings settings) throws IOException {
    Screen screen = screen(settings);
    Inputs inputs = new Inputs(
        settings.inputs(), surroundings.in(), warning -> screen.print("drover: warning: " + warning));
    RunRecord.Head head = Recall.head(words, inputs.shape());
    return run(remembering(settings, head), inputs, head, screen);
  }

  /** Starts those first that took longest the last time. */
  private Settings remembering(Settings settings, RunRecord.Head head) {
    Optional<Path> journal = settings.fresh() ? Optional.empty() : new Times(surroundings.stateFolder()).of(head);
    return journal.map(file -> settings.task(settings.task().journal(file))).orElse(settings);
  }

  private Screen screen(Settings settings) {
    Terminal terminal = Terminal.of(surroundings.environment(), settings.display().colour());
    Screen screen = new Screen(surroundings.err(), terminal);
    Logging.to(screen, settings);
    return screen;
  }

  private Status run(Settings settings, InputSet inputs, RunRecord.Head head, Screen screen) throws IOException {
    ResolvedFunction function = FunctionResolver.of(settings.classPath(), surroundings.cacheFolder())
        .resolve(settings.job(), inputs.shape());
    Thread.currentThread().setContextClassLoader(function.function().getClass().getClassLoader());
    Source source = inputs.open(function);
    if (settings.dryRun()) {
      return print(Plan.of(settings, function, source));
    }
    boolean outIsTerminal =
        Terminal.isTerminal(1, surroundings.environment().getOrDefault("DROVER_STDOUT_TTY", ""));
    ResultOutlet outlet = ResultOutlet.of(settings, function, out, outIsTerminal && screen.terminal().interactive());
    hintAtKeyboard(inputs, settings, screen);
    settings.debugWorker().ifPresent(n -> System.setProperty(DEBUG_WORKER, Integer.toString(n)));
    try (Recorder recorder = records().begin(head)) {
      return new RunCommand(settings, function, source, outlet, screen, recorder).run();
    }
  }

  private void hintAtKeyboard(InputSet inputs, Settings settings, Screen screen) {
    String told = surroundings.environment().getOrDefault("DROVER_STDIN_TTY", "");
    if (inputs.readsStandardInput() && !settings.display().quiet() && Terminal.isTerminal(0, told)) {
      screen.print("drover: reads inputs from the keyboard, one a line; Ctrl-D ends them");
    }
  }
}
