package dev.drover.cli;

import dev.drover.cli.problem.Status;
import dev.drover.jobs.Job;
import dev.drover.jobs.Jobs;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The texts of {@code --help}, {@code --version} and {@code drover jobs}. */
final class Help {
  private static final String HEAD = """
      Usage: drover JOB [INPUTS...] [options]
             drover retry [RUN] [--inline] [options]
             drover jobs
             drover doctor [-j N] [--memory SIZE] [--resident-limit SIZE]
             drover train
             drover lab [bars] [NAME...] [--quick] [--out DIR] [--list]

      Runs JOB on each input, many at a time. Results go to standard output,
      everything else to standard error.

      JOB is one of
        'p -> Files.size(p)'    a function; its parameter's type may be declared:
                                'long n -> n * n', 'String s -> s.length()'
        pkg.Class::method       a static method, or a method of the input
        pkg.Class               a class that implements Fn or has a static run
        File.java               a source file with such a class
        pdf-text                a built-in job; 'drover jobs' lists them

      INPUTS are files, globs in quotes ('data/**/*.pdf'), or texts. Without any,
      each line of standard input is one.

      'drover retry' tries the failed items of the last run again, or of the run
      that is named, with the same JOB and options; options that are typed go first.
      With --inline they run one by one in the command's own process, without
      timeouts, for a debugger.

      'drover doctor' says what it finds on this machine, what it plans and why,
      and whether a worker starts. 'drover train' has workers start in half the
      time from now on; a run of more than 5 s does so by itself.

      'drover lab' measures Drover beside its peers; it works in a clone of the
      source only. 'drover lab bars' says what has to be reached and what is not.
      """;
  private static final String EXAMPLES = """

      Examples
        drover 'p -> Files.size(p)' 'data/**/*.pdf'
        drover pdf-text 'in/**/*.pdf' -o text/ --timeout 30s --memory 512m
        seq 1 999 | drover 'long n -> n * n * n'
        drover 'long n -> BigInteger.valueOf(n).isProbablePrime(9)' --range 1..1000 --tag
        find . -name '*.log' -print0 | drover -0 'Path p -> Files.lines(p).count()'
        drover com.acme.Parser::parse 'logs/*' --classpath build/classes --retries 2
      """;

  private Help() {}

  static String text() {
    CommandLine.Help help = new CommandLine.Help(
        CommandLineReader.commandLine().getCommandSpec(), CommandLine.Help.defaultColorScheme(Ansi.OFF));
    return HEAD + help.optionListGroupSections() + environment() + statuses() + EXAMPLES;
  }

  private static String environment() {
    return """

        Environment
          Each option has a variable that stands for it: --keep-order is
          DROVER_KEEP_ORDER, -j is DROVER_JOBS. The command line goes first.
        """;
  }

  private static String statuses() {
    return Stream.of(Status.values())
        .map(s -> "  %3d  %s%n".formatted(s.code(), s.meaning()))
        .collect(Collectors.joining("", "\nExit status\n", ""));
  }

  static String version() {
    String version = Help.class.getPackage().getImplementationVersion();
    return "drover %s, Java %s%n".formatted(version == null ? "(unpackaged)" : version, Runtime.version());
  }

  static String jobs() {
    int width = Jobs.all().stream().mapToInt(job -> job.name().length()).max().orElse(1);
    return Jobs.all().stream()
        .map(job -> line(job, width))
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }

  private static String line(Job job, int width) {
    return ("%-" + width + "s  %s").formatted(job.name(), job.summary());
  }
}
