package dev.drover.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import dev.drover.testkit.LeakCheck;
import dev.drover.testkit.fault.Faults.Item;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kit promises of itself. */
@ExtendWith(LeakCheck.class)
class FaultTest {
  @ParameterizedTest
  @EnumSource
  void whatHarmsTheProcessIsRefusedInOneThatIsNoWorker(FaultKind kind) {
    Fault fault = Faults.all().stream().filter(f -> f.kind() == kind).findAny().orElseThrow();
    if (kind.harmsProcess()) {
      assertThatThrownBy(fault::strike)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("fault %s would harm process %d, which is no worker process (DROVER_DEPTH is not set); run it on "
              + "Pool.processes", kind, ProcessHandle.current().pid());
    }
  }

  @Test
  void amountsAreChecked() {
    assertThatThrownBy(() -> Fault.exit(256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit status is 256; it must be 0 to 255: a process has no other");
    assertThatThrownBy(() -> Fault.printMuch(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the amount of fault PRINT_MUCH is -1; it must be 0 or more");
    assertThatThrownBy(() -> Faults.mixed(1, 1, 101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percentEvil is 101.0; it must be 0 to 100");
  }

  @Test
  void theSameSeedGivesTheSameInputs() {
    List<Item> items = Faults.mixed(42, 1000, 10);
    assertThat(Faults.mixed(42, 1000, 10)).isEqualTo(items);
    assertThat(Faults.mixed(43, 1000, 10)).isNotEqualTo(items);
    assertThat(items).filteredOn(i -> i.fault().isPresent()).hasSizeBetween(60, 140);
  }

  @Test
  void slowInputsAreTheFaultOfTheItemThatHasThem() {
    try (Pool pool = Pool.processes(1)) {
      TaskOptions options = TaskOptions.timeout(Duration.ofMillis(300)).batch(1);
      List<Outcome<Object, String>> all =
          pool.with(options).outcomes(List.<Object>of(new SlowToRead(30_000), "fast"), String::valueOf).toList();
      assertThat(all).hasSize(2).allSatisfy(o -> assertThat(o.isOk()).isEqualTo(o.input().equals("fast")));
      assertThat(all).filteredOn(o -> !o.isOk()).singleElement()
          .isInstanceOfSatisfying(
              Outcome.Failed.class, f -> assertThat(f.failure()).isInstanceOf(Failure.TimedOut.class));
    }
  }

  @Test
  void whatATaskStartedEndsWithItsWorkerEvenIfThatCrashes() throws Exception {
    long left;
    try (Pool pool = Pool.processes(1)) {
      left = (long) pool.submit(() -> Fault.forkChild().strike()).get();
      assertThat(isAlive(left)).isTrue();
      long crashed = (long) pool.submit(() -> Fault.forkChild().strike()).get();
      assertThat(pool.with(o -> o.retries(Retry.none().crashes(0)))
          .outcomes(List.of(1), _ -> Fault.crash().strike())).noneMatch(Outcome::isOk);
      awaitEnd(crashed);
    }
    awaitEnd(left);
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static void awaitEnd(long pid) {
    ProcessHandle.of(pid).ifPresent(p -> p.onExit().orTimeout(10, TimeUnit.SECONDS).join());
  }
}
