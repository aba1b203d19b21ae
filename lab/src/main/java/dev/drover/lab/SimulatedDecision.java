package dev.drover.lab;

import dev.drover.internal.engine.Scene;
import dev.drover.internal.engine.Simulation;
import dev.drover.lab.plot.Lines;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What it costs the dispatcher to find a batch and hand it out, with more and more simulated workers: real nanoseconds.
 */
final class SimulatedDecision implements Experiment {
  private static final String ONE = "drover 1 workers";
  private static final int SAMPLES = 5;
  private static final SimulatedItems ITEMS = SimulatedItems.KINDS.getFirst();

  @Override
  public String name() {
    return "simulated-decision";
  }

  @Override
  public String what() {
    return "one decision of the dispatcher, simulated workers";
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    return List.of(
        workers(1, new Bar.None()), workers(64, new Bar.Within(1.25, ONE)), workers(1_000, new Bar.None()),
        workers(10_000, new Bar.None()));
  }

  private static Contender workers(int workers, Bar bar) {
    Scene scene = scene(workers);
    return Contender.drover(String.format(Locale.ROOT, "%,d workers", workers), bar, () -> new Played(scene));
  }

  /** As many decisions with few workers as with many, or those would be measured while the code is cold. */
  private static Scene scene(int workers) {
    return Scene.of(workers, Math.max(100_000, 10 * workers), ITEMS.lengths());
  }

  @Override
  public Result measure(Scale scale, Python python) {
    List<Series> series = new Turns(scale, 1).measure(contenders(scale, python));
    Lines.Curve curve = new Lines.Curve("a decision", SimulatedItems.WORKERS.stream()
        .map(workers -> new Lines.Point(workers, median(scene(workers))))
        .toList());
    return new Result(this, 1, series, List.of(new Lines(
        "Cost of a decision", List.of(curve), "workers", Axis::count, y -> Unit.TIME.text(y, 1))));
  }

  private static double median(Scene scene) {
    DoubleStream samples = DoubleStream.generate(() -> Simulation.play(scene).nanosPerDecision());
    return Spread.of(samples.limit(SAMPLES).toArray()).median();
  }

  private record Played(Scene scene) implements Probe {
    @Override
    public double round(Duration budget) {
      return Simulation.play(scene).nanosPerDecision();
    }

    @Override
    public void close() {
      // nothing was opened
    }
  }
}
