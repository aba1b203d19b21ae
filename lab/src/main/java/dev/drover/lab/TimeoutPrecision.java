package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.event.Event;
import dev.drover.task.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long after its deadline an item is stopped, on a machine whose cores such items keep busy. Each figure is one item, so the
 * table shows their distribution. The item tells when it began, by the clock that all processes of Linux share.
 */
final class TimeoutPrecision implements Experiment {
  private static final Contender.Opener NOT_ALONE = Contender.Opener.never("each of its items is a figure");
  private static final int WORKERS = 2;
  private static final int ITEMS = 200;
  private static final Duration LIMIT = Duration.ofMillis(200);

  /** One item that was stopped: nanoseconds from its deadline on. */
  private record Stopped(long kill, long outcome) {}

  @Override
  public String name() {
    return "timeout-precision";
  }

  @Override
  public String what() {
    return "from the deadline of an item, timeout %d ms, to its end; pool of %d".formatted(LIMIT.toMillis(), WORKERS);
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    return List.of(
        Contender.drover("spinning item, kill", new Bar.AtMost(Duration.ofMillis(150)), NOT_ALONE),
        Contender.drover("spinning item, outcome", new Bar.None(), NOT_ALONE),
        Contender.drover("sleeping item, outcome", new Bar.None(), NOT_ALONE));
  }

  @Override
  public Result measure(Scale scale, Python python) {
    List<Contender> all = contenders(scale, python);
    List<Stopped> spinning = stopped(scale.of(ITEMS), Work::spin);
    List<Stopped> sleeping = stopped(scale.of(ITEMS), Work::sleep);
    return new Result(this, 1, List.of(
        Series.of(all.get(0), 1, spinning.stream().mapToDouble(Stopped::kill).toArray()),
        Series.of(all.get(1), 1, spinning.stream().mapToDouble(Stopped::outcome).toArray()),
        Series.of(all.get(2), 1, sleeping.stream().mapToDouble(Stopped::outcome).toArray())));
  }

  /** What hangs, and never returns. */
  private interface Hanging extends java.io.Serializable {
    int run() throws Exception;
  }

  private static List<Stopped> stopped(int items, Hanging hanging) {
    Map<Long, Long> kills = new ConcurrentHashMap<>();
    List<Stopped> all = new ArrayList<>();
    List<Integer> inputs = IntStream.range(0, items).boxed().toList();
    try (Pool pool = Pool.processes(o -> o.workers(WORKERS).output(_ -> {}).listener(e -> note(e, kills)));
        Stream<Outcome<Integer, Integer>> outcomes = pool.with(o -> o.batch(1).withTimeout(LIMIT)).outcomes(inputs, _ -> {
          System.out.println(System.nanoTime());
          return hanging.run();
        })) {
      outcomes.forEach(o -> all.add(stopped(o, System.nanoTime(), kills)));
    }
    return all;
  }

  private static void note(Event event, Map<Long, Long> kills) {
    if (event instanceof Event.KillStep step && step.step() == Event.KillStep.Step.KILL) {
      kills.put(step.pid(), System.nanoTime());
    }
  }

  private static Stopped stopped(Outcome<Integer, Integer> outcome, long now, Map<Long, Long> kills) {
    if (!(outcome instanceof Outcome.Failed<Integer, Integer> failed)) {
      throw new IllegalStateException("an item that hangs ended well: " + outcome);
    }
    long deadline = Long.parseLong(failed.failure().lastOutput().getFirst()) + LIMIT.toNanos();
    OptionalLong pid = failed.failure().workerPid();
    long kill = kills.getOrDefault(pid.orElse(0), now);
    return new Stopped(kill - deadline, now - deadline);
  }
}
