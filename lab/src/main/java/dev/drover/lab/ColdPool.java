package dev.drover.lab;

import dev.drover.lab.WholeProcess.Clock;
import dev.drover.spi.BackendProvider;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/** A pool of two from nothing to nothing: opened, a map of 1,000 squares, closed. Three views of it. */
record ColdPool(String name, String what, Function<Python, List<Contender>> who) implements Experiment {
  private static final String WORK = "pool of 2, map 1,000, close";
  private static final String ITEMS = String.valueOf(ColdMain.ITEMS);
  private static final String WORKERS = String.valueOf(ColdMain.WORKERS);

  /** The time of the whole program. */
  static ColdPool program() {
    return new ColdPool("cold-program", "a whole program: " + WORK, python -> List.of(
        Contender.drover("processes", new Bar.None(), trained(Clock.OURS)),
        Contender.drover("processes, untrained", new Bar.None(), untrained(Clock.OURS)),
        Contender.drover("threads", new Bar.None(), jvm("threads", Clock.OURS)),
        Contender.floor("java alone", jvm("none", Clock.OURS)),
        Contender.peer("PP4J", jvm("PP4J", Clock.OURS)),
        script(python, "fork", Clock.OURS),
        script(python, "spawn", Clock.OURS),
        script(python, "forkserver", Clock.OURS),
        script(python, "joblib", Clock.OURS).needs(python, "joblib"),
        Contender.floor("python alone", () -> program(python, "none", Clock.OURS))));
  }

  /** By the clock of a program that does nothing else. */
  static ColdPool first() {
    return new ColdPool("cold-first-pool", "first pool of a program: " + WORK, python -> List.of(
        Contender.drover("processes", new Bar.AtMost(Duration.ofMillis(100)), trained(Clock.ITS_OWN)),
        Contender.drover("processes, program trained", new Bar.AtMost(Duration.ofMillis(100)), programTrained(Clock.ITS_OWN)),
        Contender.drover("processes, untrained", new Bar.None(), untrained(Clock.ITS_OWN)),
        Contender.drover("threads", new Bar.None(), jvm("threads", Clock.ITS_OWN)),
        Contender.peer("PP4J", jvm("PP4J", Clock.ITS_OWN)),
        script(python, "fork", Clock.ITS_OWN),
        script(python, "spawn", Clock.ITS_OWN),
        script(python, "forkserver", Clock.ITS_OWN),
        script(python, "joblib", Clock.ITS_OWN).needs(python, "joblib")));
  }

  /** Again and again in a program that stays. */
  static ColdPool later() {
    return new ColdPool("cold-later-pools", "later pools of a program: " + WORK, python -> List.of(
        Contender.drover("processes", new Bar.None(), here("processes")),
        Contender.drover("processes, from spares", new Bar.AtMost(Duration.ofMillis(5)), ColdPool::fromSpares),
        Contender.drover("threads", new Bar.None(), here("threads")),
        served(python, "fork"),
        served(python, "spawn"),
        served(python, "forkserver")));
  }

  private static Contender.Opener trained(Clock clock) {
    return () -> {
      ServiceLoader.load(BackendProvider.class).forEach(BackendProvider::train);
      return jvm("processes", clock).open();
    };
  }

  /** Workers and the program itself. */
  private static Contender.Opener programTrained(Clock clock) {
    return () -> {
      ServiceLoader.load(BackendProvider.class).forEach(BackendProvider::train);
      return TrainedProgram.open(clock, ColdMain.class, "processes");
    };
  }

  private static Contender.Opener untrained(Clock clock) {
    List<String> options = List.of("-Ddrover.start.cache=off");
    return () -> new WholeProcess(Command.jvm(options, ColdMain.class, "processes"), clock);
  }

  private static Contender.Opener jvm(String backend, Clock clock) {
    return () -> new WholeProcess(Command.jvm(ColdMain.class, backend), clock);
  }

  private static Contender script(Python python, String method, Clock clock) {
    return Contender.peer("python " + method, () -> program(python, method, clock));
  }

  private static Probe program(Python python, String method, Clock clock) throws NotRunException {
    return new WholeProcess(python.command("cold.py", method, ITEMS, WORKERS), clock);
  }

  private static Contender served(Python python, String method) {
    return Contender.python(python, method, Idle.NONE, "cold.py", method, ITEMS, WORKERS, "serve");
  }

  private static Probe fromSpares() {
    return new DepotProbe(ColdMain.WORKERS, () -> ColdMain.cold("processes"));
  }

  private static Contender.Opener here(String backend) {
    return () -> new JavaProbe(() -> {}, () -> ColdMain.cold(backend), Idle.NONE);
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    return who.apply(python);
  }
}
