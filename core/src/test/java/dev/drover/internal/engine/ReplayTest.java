package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.engine.Strategy.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code auto} decides on recorded workloads, held against every fixed choice on the same simulated machine. */
class ReplayTest {
  private static final int CORES = 2;
  private static final Limits LIMITS = new Limits(CORES, 1_024);

  /** A first call has to find out; a later one knows. */
  @ParameterizedTest
  @CsvSource({
    "squares, 1, 1.05, 1.05",
    "cubes, 1, 1.05, 1.05",
    "logarithms, 1, 1.10, 1.05",
    "small-logarithms, 10, 1.10, 1.05",
    "sleeps, 4, 6, 1.10",
    "short-waits, 10, 2, 1.10",
    "alternating, 10, 1.25, 1.10",
    "blocks, 10, 1.25, 1.25",
    "waits-then-computes, 10, 1.25, 1.30",
  })
  void isNearTheBestFixedChoice(String name, int times, double first, double later) {
    Workload workload = Workload.recorded(name).times(times);
    List<Double> took = new ArrayList<>();
    List<Replay> runs = Replay.twice(workload, CORES, LIMITS, took);
    double best = Replay.best(workload, CORES, LIMITS.most());
    assertThat(took.get(0) / best).as("first call: %s", runs.get(0).plans()).isLessThanOrEqualTo(first);
    assertThat(took.get(1) / best).as("later call: %s", runs.get(1).plans()).isLessThanOrEqualTo(later);
  }

  @ParameterizedTest
  @ValueSource(strings = {"squares", "cubes"})
  void cheapItemsStayInTheCallingThread(String name) {
    Replay run = new Replay(Workload.recorded(name), CORES);
    double _ = run.steered(Site.unknown(), LIMITS);
    assertThat(run.plans()).containsExactly("the calling thread");
  }

  @Test
  void computingNeverGetsMoreThanTheCores() {
    Replay run = new Replay(Workload.recorded("logarithms").times(5), CORES);
    double _ = run.steered(Site.unknown(), LIMITS);
    assertThat(run.plans()).containsExactly("the calling thread", "2 threads");
  }

  @Test
  void sleepsClimbAndWhatTheyReachedIsRemembered() {
    Site site = Site.unknown();
    double _ = new Replay(Workload.recorded("sleeps").times(10), CORES).steered(site, LIMITS);
    Replay again = new Replay(Workload.recorded("sleeps"), CORES);
    double _ = again.steered(site, LIMITS);
    assertThat(again.plans().getFirst()).isEqualTo("1024 virtual threads");
  }

  @Test
  void theMindIsChangedWhenWaitingTurnsIntoComputing() {
    Workload both = Workload.recorded("sleeps").times(5).then(Workload.recorded("logarithms").times(20));
    Replay run = new Replay(both, CORES);
    double _ = run.steered(Site.unknown(), LIMITS);
    assertThat(run.plans()).anyMatch(p -> p.endsWith("virtual threads")).endsWith("2 threads");
  }

  /** Whatever the items are, a call that knows them is no disaster: never slower than the loop by more than a quarter. */
  @Test
  void noMixIsMuchSlowerThanTheLoop() {
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      Workload workload = mix(random);
      double loop = new Replay(workload, CORES).fixed(1);
      Site site = Site.unknown();
      for (int call = 0; call < 3; call++) {
        Replay run = new Replay(workload, CORES);
        assertThat(run.steered(site, LIMITS) / loop).as("round %d: %s", round, run.plans()).isLessThan(1.25);
      }
    }
  }

  private static Workload mix(Random random) {
    List<Workload.Item> kinds = List.of(
        new Workload.Item(20, 0),
        new Workload.Item(random.nextLong(1_000, 20_000_000), 0),
        new Workload.Item(20_000, random.nextLong(100_000, 30_000_000)));
    List<Workload.Item> items = new ArrayList<>();
    int stretch = 1 + random.nextInt(50);
    while (items.size() < 300) {
      Workload.Item kind = kinds.get(random.nextInt(kinds.size()));
      for (int i = 0; i < stretch; i++) {
        items.add(kind);
      }
    }
    return new Workload(items);
  }
}
