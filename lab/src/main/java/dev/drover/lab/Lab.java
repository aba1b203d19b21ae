package dev.drover.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The program: runs experiments, prints a table of each as soon as it is measured, and leaves all figures in a file.
 *
 * <p>Exit status: 0 measured, whatever the figures; 2 usage.
 */
public final class Lab {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Arguments arguments;
  private final PrintStream screen;

  Lab(Arguments arguments, PrintStream screen) {
    this.arguments = arguments;
    this.screen = screen;
  }

  /**
   * Runs it.
   *
   * @param command see {@code lab/README.md}
   * @throws IOException if the files can't be written
   */
  public static void main(String[] command) throws IOException {
    Lab lab;
    List<Experiment> experiments;
    try {
      lab = new Lab(Arguments.parse(command), System.out);
      experiments = lab.arguments.experiments();
    } catch (IllegalArgumentException wrong) {
      System.err.println("lab: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    lab.run(experiments, List.of(command));
    System.exit(0); // threads of a contender that hung would keep this JVM alive
  }

  void run(List<Experiment> experiments, List<String> command) throws IOException {
    if (arguments.list()) {
      experiments.forEach(e -> screen.println(e.name() + ": " + e.what()));
      return;
    }
    try (Python python = Python.find()) {
      List<BarRow> rows = arguments.bars() ? BarRows.ALL : List.of();
      Report report = new Report(Instant.now(), Machine.here(python), command, new ArrayList<>(), rows);
      screen.println(report.machine().text() + "\n");
      for (Experiment experiment : experiments) {
        Result result = experiment.measure(arguments.scale(), python);
        report.results().add(result);
        screen.println(new Table(result).text());
      }
      if (arguments.bars()) {
        screen.println(report.scoreboard().text());
        if (arguments.scale().equals(Scale.QUICK)) {
          screen.println("This was --quick: a tenth of the items and few rounds. Judge by a run without it.\n");
        }
      }
      write(report);
    }
  }

  private void write(Report report) throws IOException {
    Path folder = Files.createDirectories(arguments.out());
    String stamp = STAMP.format(report.at());
    Path json = folder.resolve("lab-" + stamp + ".json");
    Files.writeString(json, report.json());
    Files.writeString(folder.resolve("lab-" + stamp + ".md"), markdown(report));
    Path page = folder.resolve("lab-" + stamp + ".html");
    Files.writeString(page, new Page(report).html());
    screen.println("all figures: " + json);
    screen.println("page: " + page);
  }

  private static String markdown(Report report) {
    String tables = report.results().stream().map(r -> new Table(r).markdown()).collect(Collectors.joining("\n"));
    return "Measured " + report.at() + ": " + report.machine().text() + "\n\n" + tables;
  }
}
