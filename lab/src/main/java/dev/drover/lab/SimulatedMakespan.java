package dev.drover.lab;

import dev.drover.internal.engine.Simulation;
import dev.drover.lab.plot.Lines;
import java.util.ArrayList;
import java.util.List;

/**
 * How much longer than any schedule must take, the dispatcher takes with up to 10,000 workers, 100 items for each: by a
 * virtual clock, so the machine has no part in it, and once is enough.
 */
final class SimulatedMakespan implements Experiment {
  @Override
  public String name() {
    return "simulated-makespan";
  }

  @Override
  public String what() {
    return "time of a run by a virtual clock, as a multiple of the lower bound; 10,000 simulated workers";
  }

  @Override
  public Unit unit() {
    return Unit.RATIO;
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    return SimulatedItems.KINDS.stream()
        .map(kind -> Contender.drover(kind.name(), new Bar.None(), () -> {
          throw new NotRunException("it is simulated once");
        }))
        .toList();
  }

  @Override
  public Result measure(Scale scale, Python python) {
    List<Lines.Curve> curves = SimulatedItems.KINDS.stream().map(SimulatedMakespan::curve).toList();
    List<Contender> contenders = contenders(scale, python);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      series.add(Series.of(contenders.get(i), 1, curves.get(i).points().getLast().y()));
    }
    return new Result(this, 1, series, List.of(new Lines(
        "Time of a run against its lower bound", curves, "workers", Axis::count, y -> Unit.RATIO.text(y, 1))));
  }

  private static Lines.Curve curve(SimulatedItems kind) {
    return new Lines.Curve(kind.name(), SimulatedItems.WORKERS.stream()
        .map(workers -> new Lines.Point(workers, Simulation.play(kind.scene(workers)).stretch()))
        .toList());
  }
}
