package dev.drover.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Failure;
import dev.drover.task.Failure.Unserializable.What;
import dev.drover.task.Outcome;
import dev.drover.task.Thrown;
import dev.drover.testkit.fault.Faults.Item;
import java.nio.file.Files;
import java.util.Optional;

/** Whether an item ended as it should. */
final class Verdicts {
  private static final int SIGABRT = 6;
  private static final int SIGSEGV = 11;

  private Verdicts() {}

  static void assertOutcome(Item item, Outcome<?, Object> outcome) {
    switch (outcome) {
      case Outcome.Ok<?, Object> ok -> assertValue(item, ok.value());
      case Outcome.Failed<?, Object> failed -> assertFailure(item, failed.failure());
    }
  }

  static void assertValue(Item item, Object value) {
    assertThat(item.verdict()).as("verdict of %s, which returned %s", item, value).isEmpty();
    if (item.fault().isEmpty()) {
      assertThat(value).isEqualTo(item.square());
    }
  }

  static void assertFailure(Item item, Failure failure) {
    assertThat(Optional.of(failure.getClass())).as("%s failed: %s", item, failure).isEqualTo(item.verdict());
    assertEvidence(item, failure);
  }

  static void assertEvidence(Item item, Failure failure) {
    assertThat(failure.workerPid()).as("worker of %s", failure).isPresent();
    item.fault().ifPresent(fault -> assertDetails(fault, failure));
  }

  private static void assertDetails(Fault fault, Failure failure) {
    switch (failure) {
      case Failure.Crashed c -> {
        boolean traced = fault.kind() == FaultKind.SEGV;
        assertThat(c.signal()).isEqualTo(traced ? SIGSEGV : SIGABRT);
        assertThat(c.errorFile().filter(Files::exists).isPresent()).as("report of %s", c).isEqualTo(traced);
        assertThat(c.frame().isPresent()).as("top frame of %s", c).isEqualTo(traced);
      }
      case Failure.Exited e -> assertThat(e.status()).isEqualTo((int) fault.amount());
      case Failure.Threw t -> assertThrown(fault, t.thrown());
      case Failure.TimedOut t -> assertStack(fault, t);
      case Failure.Unserializable u -> assertThat(u.what()).isEqualTo(What.RESULT);
      case Failure.OutOfMemory o -> assertThat(o.detail()).containsPattern(memory(fault));
      case Failure.Stalled _, Failure.Cancelled _ -> {
        // The type says it all.
      }
    }
  }

  /** Which memory it was; the last word is the worker's if it could not even say that. */
  private static String memory(Fault fault) {
    return switch (fault.kind()) {
      case METASPACE -> "Metaspace|Compressed class space|heap is exhausted";
      case DIRECT_MEMORY -> "direct buffer memory|heap is exhausted";
      default -> "heap space|GC overhead|heap is exhausted";
    };
  }

  private static void assertThrown(Fault fault, Thrown thrown) {
    boolean unreadable = fault.kind() == FaultKind.THROWS_UNSERIALISABLE;
    Class<?> type = unreadable ? UnreadableException.class : StackOverflowError.class;
    assertThat(thrown.type()).isEqualTo(type.getName());
    assertThat(thrown.exception()).isInstanceOf(unreadable ? Thrown.RemoteException.class : type);
    assertThat(thrown.frames()).anyMatch(f -> f.getClassName().startsWith(Strikes.class.getPackageName()));
  }

  /** An item that reacts to the interrupt has told where it was. */
  private static void assertStack(Fault fault, Failure failure) {
    if (fault.kind() == FaultKind.HANG) {
      assertThat(failure.stack()).anyMatch(f -> f.getClassName().equals(TimeStrikes.class.getName()));
    }
  }
}
