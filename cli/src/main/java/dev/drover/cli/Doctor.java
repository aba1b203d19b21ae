package dev.drover.cli;

import dev.drover.Pool;
import dev.drover.cli.problem.Problem;
import dev.drover.spi.BackendProvider;
import dev.drover.spi.Finding;
import dev.drover.task.Fn;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * {@code drover doctor}: what was detected, what is planned and why, and whether a worker starts; and {@code drover train}:
 * what can be done about how fast it starts.
 */
final class Doctor {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PoolOptions options;
  private final List<Finding> findings = new ArrayList<>();

  Doctor(PoolOptions options) {
    this.options = options;
  }

  /** One line for each finding. */
  String examine() {
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      findings.addAll(provider.examine(options));
    }
    findings.add(worker());
    return text();
  }

  /** Has the backends do what makes later starts faster; one line for each. */
  String train() {
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      provider.train().ifPresent(findings::add);
    }
    return text();
  }

  private String text() {
    int width = findings.stream().mapToInt(f -> f.what().length()).max().orElse(1) + 1;
    return findings.stream().map(f -> line(f, width)).collect(Collectors.joining());
  }

  private static String line(Finding finding, int width) {
    return ("%-" + width + "s %s%s%n").formatted(finding.what() + ":", finding.ok() ? "" : "FAILED: ", finding.text());
  }

  /** The first thing that keeps workers from running. */
  Optional<Problem> problem() {
    return findings.stream()
        .filter(f -> !f.ok())
        .findFirst()
        .map(f -> Problem.cannotRun("%s failed: %s".formatted(f.what(), f.text())));
  }

  private Finding worker() {
    long begin = System.nanoTime();
    Fn<Integer, Long> pid = x -> ProcessHandle.current().pid();
    try (Pool pool = Pool.open("processes", options.workers(1))) {
      Pool patient = pool.with(TaskOptions.defaults().deadline(PATIENCE));
      patient.map(List.of(1), pid);
      long first = System.nanoTime();
      patient.map(List.of(1), pid);
      return Finding.good("worker", "started and answered in %d ms; once it runs, in %.1f ms".formatted(
          (first - begin) / 1_000_000, (System.nanoTime() - first) / 1e6));
    } catch (RuntimeException e) {
      return Finding.bad("worker", "no worker could be started: " + e.getMessage());
    }
  }
}
