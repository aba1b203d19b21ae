package dev.drover.internal.backend.process;

import dev.drover.task.ByteSize;
import dev.drover.task.Upkeep;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for replacing a worker: its age, its growth, what a task has left behind in it. Guarded by its slot's
 * lock.
 */
final class Wear {
  private final Optional<Duration> mostAge;
  private final Optional<ByteSize> mostGrowth;

  private long readyAt;
  private boolean ready;
  /** It has finished a batch, so what it has resident is what it needs. */
  private boolean worked;
  private long firstResident;
  private @Nullable String reason;

  Wear(Upkeep upkeep) {
    this.mostAge = upkeep.recycleAge();
    this.mostGrowth = upkeep.recycleGrowth();
  }

  void ready(long now) {
    ready = true;
    readyAt = now;
  }

  void worked() {
    worked = true;
  }

  /** How much memory it has resident at this moment. */
  void resident(long bytes) {
    if (worked && firstResident == 0) {
      firstResident = bytes;
    }
    if (worked && mostGrowth.isPresent() && bytes - firstResident >= mostGrowth.get().bytes()) {
      because("its resident memory grew by %d MiB".formatted((bytes - firstResident) >> 20));
    }
  }

  /** The first reason is the one that is told. */
  void because(String why) {
    if (reason == null) {
      reason = why;
    }
  }

  /** Why it should be replaced; empty if it need not be. */
  Optional<String> reason(long now) {
    if (ready && mostAge.isPresent() && now - readyAt >= mostAge.get().toNanos()) {
      because("it was %s old".formatted(mostAge.get()));
    }
    return Optional.ofNullable(reason);
  }
}
