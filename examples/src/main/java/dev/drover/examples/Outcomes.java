package dev.drover.examples;

import dev.drover.Pool;
import dev.drover.task.Outcome;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One outcome for each input, whatever the input does: here one throws, one never ends, and one ends the process. */
public final class Outcomes {
  private Outcomes() {}

  /**
   * Prints a line for each of four inputs.
   *
   * @param args not looked at
   */
  public static void main(String[] args) {
    lines(List.of("works", "throws", "hangs", "exits")).forEach(System.out::println);
  }

  static List<String> lines(List<String> inputs) {
    TaskOptions options = TaskOptions.timeout(Duration.ofSeconds(2));
    try (Pool pool = Pool.processes(2);
        Stream<Outcome<String, String>> outcomes = pool.with(options).outcomes(inputs, Outcomes::behave)) {
      return outcomes.map(Outcomes::line).toList();
    }
  }

  private static String line(Outcome<String, String> outcome) {
    return switch (outcome) {
      case Outcome.Ok<String, String> ok -> ok.input() + ": " + ok.value();
      case Outcome.Failed<String, String> failed -> failed.input() + ": " + failed.failure().summary();
    };
  }

  private static String behave(String how) {
    return switch (how) {
      case "throws" -> throw new IllegalStateException("no such page");
      case "hangs" -> forever();
      case "exits" -> exit();
      default -> "done";
    };
  }

  private static String forever() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static String exit() {
    System.exit(7);
    return "never";
  }
}
