package dev.drover.lab;

import dev.drover.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The memory that a worker process has for itself while it has nothing to do, some seconds after a thousand items. */
final class IdleWorker implements Experiment {
  /** A JVM looks every five seconds for what its compilers have left, and every five for what it can give back. */
  private static final long REST_SECONDS = 12;
  private static final int ITEMS = 1_000;

  @Override
  public String name() {
    return "idle-worker";
  }

  @Override
  public String what() {
    return "private memory of a worker that is idle after a map of 1,000";
  }

  @Override
  public Unit unit() {
    return Unit.BYTES;
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    return List.of(
        Contender.drover("worker", new Bar.AtMostBytes(35_000_000), () -> new Once(IdleWorker::drover)),
        Contender.peer("python Pool worker", () -> new Once(() -> python(python))),
        Contender.floor("java that does nothing", () -> new Once(IdleWorker::bare)));
  }

  private static double drover() throws IOException, InterruptedException {
    List<Long> before = children();
    try (Pool pool = Pool.processes(1)) {
      Check.same(ITEMS, pool.map(new Numbers(ITEMS), Work::increment).getLast());
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      long worker = children().stream().filter(Predicate.not(before::contains)).findFirst().orElseThrow();
      return privateBytes(worker);
    }
  }

  private static List<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).toList();
  }

  /** A JVM that has started, and waits to be ended. */
  private static double bare() throws IOException, InterruptedException {
    Process jvm = new ProcessBuilder(Command.jvm(List.of("-XX:+UseSerialGC"), ColdMain.class, "rest")).start();
    try {
      Check.same("resting", jvm.inputReader().readLine());
      return privateBytes(jvm.pid());
    } finally {
      jvm.destroyForcibly().waitFor();
    }
  }

  private static double python(Python python) throws NotRunException {
    String[] command = python.command("idle.py", String.valueOf(ITEMS)).toArray(String[]::new);
    return Command.line(Duration.ofSeconds(20), command)
        .map(Double::parseDouble)
        .orElseThrow(() -> new NotRunException("idle.py printed no figure"));
  }

  private static double privateBytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))) {
      return lines.filter(l -> l.startsWith("Private_")).mapToLong(l -> kib(l) << 10).sum();
    }
  }

  private static long kib(String line) {
    return Long.parseLong(line.replaceAll("\\D+", " ").strip());
  }
}
