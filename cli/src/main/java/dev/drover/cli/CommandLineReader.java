package dev.drover.cli;

import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Suggest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Reads the command line with picocli, and the environment where the command line says nothing. */
final class CommandLineReader {
  private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");
  private static final Set<String> FALSE = Set.of("", "0", "false", "no", "off");

  private final Map<String, String> environment;

  CommandLineReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The command as picocli knows it. */
  static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name("drover");
    for (Opt.Group group : Opt.Group.values()) {
      ArgGroupSpec.Builder args =
          ArgGroupSpec.builder().heading("%n" + group.heading() + "%n").validate(false).exclusive(false);
      Stream.of(Opt.values()).filter(o -> o.group() == group).forEach(o -> args.addArg(option(o)));
      spec.addArgGroup(args.build());
    }
    spec.addPositional(PositionalParamSpec.builder().paramLabel("JOB").index("0").arity("0..1").hidden(true)
        .type(String.class).build());
    spec.addPositional(PositionalParamSpec.builder().paramLabel("INPUTS").index("1..*").arity("0..*").hidden(true)
        .type(List.class).auxiliaryTypes(String.class).build());
    return new CommandLine(spec).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
  }

  private static OptionSpec option(Opt opt) {
    OptionSpec.Builder option = OptionSpec.builder(opt.names().toArray(String[]::new)).description(opt.help());
    return opt.isFlag()
        ? option.type(boolean.class).arity("0").build()
        : option.type(String.class).arity("1").paramLabel(opt.label()).build();
  }

  CommandWords read(List<String> arguments) {
    CommandLine.ParseResult parsed = parse(arguments);
    Map<Opt, CommandWords.Word> values = new EnumMap<>(Opt.class);
    for (Opt opt : Opt.values()) {
      if (parsed.hasMatchedOption(opt.longName())) {
        values.put(opt, new CommandWords.Word(
            opt.isFlag() ? "true" : parsed.matchedOption(opt.longName()).<String>getValue(), opt.shown()));
      } else if (opt.hasEnvironmentName() && environment.containsKey(opt.environmentName())) {
        fromEnvironment(opt, values);
      }
    }
    List<String> inputs = parsed.matchedPositionalValue(1, List.<String>of());
    String job = parsed.matchedPositionalValue(0, "");
    return new CommandWords(job, List.copyOf(inputs), values);
  }

  private void fromEnvironment(Opt opt, Map<Opt, CommandWords.Word> values) {
    String value = environment.getOrDefault(opt.environmentName(), "");
    if (!opt.isFlag()) {
      if (!value.isEmpty()) {
        values.put(opt, new CommandWords.Word(value, opt.environmentName()));
      }
    } else if (TRUE.contains(value)) {
      values.put(opt, new CommandWords.Word("true", opt.environmentName()));
    } else if (!FALSE.contains(value)) {
      throw Problem.usage("%s is '%s'; it must be 1 or 0".formatted(opt.environmentName(), value));
    }
  }

  private static CommandLine.ParseResult parse(List<String> arguments) {
    try {
      return commandLine().parseArgs(arguments.toArray(String[]::new));
    } catch (CommandLine.UnmatchedArgumentException e) {
      throw unknown(e.getUnmatched().getFirst());
    } catch (CommandLine.MissingParameterException e) {
      String missing = e.getMissing().stream()
          .map(arg -> arg instanceof OptionSpec o ? o.longestName() + " needs a value: " + o.paramLabel() : "")
          .collect(Collectors.joining());
      throw Problem.usage(missing + "; 'drover --help' has examples");
    } catch (CommandLine.ParameterException e) {
      throw Problem.usage(String.valueOf(e.getMessage()) + "; 'drover --help' lists the options");
    }
  }

  private static Problem unknown(String argument) {
    String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
    Set<String> known = new TreeSet<>();
    Stream.of(Opt.values()).map(Opt::longName).forEach(known::add);
    return Problem.usage("there is no option '%s'; %s".formatted(
        name,
        Suggest.didYouMean(name, known, "'drover --help' lists them, and inputs that begin with - go after --")));
  }
}
