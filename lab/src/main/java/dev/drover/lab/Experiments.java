package dev.drover.lab;

import java.util.List;
import java.util.stream.Stream;

/** All experiments, by name. */
final class Experiments {
  private static final List<Experiment> ALL = Stream.concat(Stream.of(
      RoundTrip.hot(),
      RoundTrip.asleep(),
      TinyItems.million(),
      TinyItems.squares(),
      new FiveFunctions(),
      ColdPool.program(),
      ColdPool.first(),
      ColdPool.later(),
      new ColdChild(),
      new Sleeps(),
      new CpuBound(),
      new TimeoutPrecision(),
      EvilItems.millisecond(),
      EvilItems.tenMilliseconds(),
      EvilItems.tiny(),
      LockIncrements.uncontended(),
      LockIncrements.contended(),
      new QueueItems(),
      new SumDoubles(),
      new Overhead(),
      new SimulatedMakespan(),
      new SimulatedDecision(),
      new QueuedItem(),
      new Scaling(),
      new StreamMemory(),
      new IdleWorker(),
      new BigResult(),
      new IsolationTax()), AutoRow.all().stream()).toList();

  private Experiments() {}

  static List<Experiment> named(List<String> names) {
    return names.isEmpty() ? ALL : names.stream().map(Experiments::named).toList();
  }

  private static Experiment named(String name) {
    return ALL.stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "there is no experiment " + name + "; there are " + String.join(", ", names())));
  }

  static List<String> names() {
    return ALL.stream().map(Experiment::name).toList();
  }
}
