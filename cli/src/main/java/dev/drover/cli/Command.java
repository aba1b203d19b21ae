package dev.drover.cli;

import dev.drover.cli.display.Screen;
import dev.drover.cli.display.Terminal;
import dev.drover.cli.function.FunctionResolver;
import dev.drover.cli.function.ResolvedFunction;
import dev.drover.cli.input.Inputs;
import dev.drover.cli.input.Source;
import dev.drover.cli.output.StandardOutput;
import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the command line and does what it says. */
final class Command {
  private static final String LIST_JOBS = "jobs";
  private static final String DOCTOR = "doctor";
  private static final String TRAIN = "train";

  private final Surroundings surroundings;
  private final StandardOutput out;

  Command(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.out = new StandardOutput(surroundings.out());
  }

  /** Never throws; what goes wrong is one line on standard error, and the status. */
  Status execute(List<String> arguments) {
    try {
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
    SettingsReader reader = new SettingsReader(words, Runtime.getRuntime().availableProcessors());
    return switch (words.inputs().isEmpty() ? words.job() : "") {
      case DOCTOR -> consult(new Doctor(reader.pool()), Doctor::examine);
      case TRAIN -> consult(new Doctor(reader.pool()), Doctor::train);
      default -> run(reader.read());
    };
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

  private Status run(Settings settings) throws IOException {
    Terminal terminal = Terminal.of(surroundings.environment(), settings.display().colour());
    Screen screen = new Screen(surroundings.err(), terminal);
    Logging.to(screen, settings.display());
    Inputs inputs = new Inputs(
        settings.inputs(), surroundings.in(), warning -> screen.print("drover: warning: " + warning));
    ResolvedFunction function = FunctionResolver.of(settings.classPath(), surroundings.cacheFolder())
        .resolve(settings.job(), inputs.shape());
    Thread.currentThread().setContextClassLoader(function.function().getClass().getClassLoader());
    Source source = inputs.open(function);
    if (settings.dryRun()) {
      return print(Plan.of(settings, function, source));
    }
    boolean outIsTerminal =
        Terminal.isTerminal(1, surroundings.environment().getOrDefault("DROVER_STDOUT_TTY", ""));
    ResultOutlet outlet = ResultOutlet.of(settings, function, out, outIsTerminal && terminal.interactive());
    hintAtKeyboard(inputs, settings, screen);
    return new RunCommand(settings, function, source, outlet, screen).run();
  }

  private void hintAtKeyboard(Inputs inputs, Settings settings, Screen screen) {
    String told = surroundings.environment().getOrDefault("DROVER_STDIN_TTY", "");
    if (inputs.readsStandardInput() && !settings.display().quiet() && Terminal.isTerminal(0, told)) {
      screen.print("drover: reads inputs from the keyboard, one a line; Ctrl-D ends them");
    }
  }
}
