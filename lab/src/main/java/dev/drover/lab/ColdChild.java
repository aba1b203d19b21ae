package dev.drover.lab;

import dev.drover.ChildProcess;
import dev.drover.spi.BackendProvider;
import java.util.List;
import java.util.ServiceLoader;

/** A child process again and again: started, a function that does nothing, its value, its end. */
final class ColdChild implements Experiment {
  @Override
  public String name() {
    return "cold-child";
  }

  @Override
  public String what() {
    return "a child process: start, a trivial function, its value and its end";
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    return List.of(
        Contender.drover("child", new Bar.None(), () -> {
          ServiceLoader.load(BackendProvider.class).forEach(BackendProvider::train);
          return new JavaProbe(() -> {}, ColdChild::child, Idle.NONE);
        }),
        Contender.drover("child, from spares", new Bar.None(), () -> new DepotProbe(1, ColdChild::child)),
        Contender.python(python, "fork", Idle.NONE, "child.py", "fork"),
        Contender.python(python, "spawn", Idle.NONE, "child.py", "spawn"),
        Contender.python(python, "forkserver", Idle.NONE, "child.py", "forkserver"));
  }

  private static void child() throws InterruptedException {
    try (ChildProcess<Integer> child = ChildProcess.start(() -> 42)) {
      Check.same(42, child.value());
    }
  }
}
