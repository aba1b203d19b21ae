package dev.drover.internal.engine;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.Strain;
import dev.drover.task.ByteSize;
import dev.drover.task.Upkeep;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether a further batch may be handed out while the machine is pressed: not while less memory is free, or more
 * threads want a core, than the options of the pool allow. One batch is always let through if nothing else is out, so
 * nothing waits for ever. Guarded by the dispatcher's lock; the machine is looked at every 200 ms at most, and only
 * when somebody asks.
 */
final class Admission {
  static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Optional<ByteSize> minFreeMemory;
  private final OptionalDouble maxLoad;
  private final Supplier<Strain> machine;
  private final LongSupplier clock;
  private final boolean limited;
  private boolean looked;
  private long lookedAt;
  private boolean pressed;
  private boolean said;
  private boolean holding;

  Admission(Upkeep upkeep, Supplier<Strain> machine, LongSupplier clock) {
    this.minFreeMemory = upkeep.minFreeMemory();
    this.maxLoad = upkeep.maxLoad();
    this.limited = minFreeMemory.isPresent() || maxLoad.isPresent();
    this.machine = machine;
    this.clock = clock;
  }

  /** Whether a batch may be handed out. */
  boolean admits(BooleanSupplier nothingIsOut) {
    holding = limited && !nothingIsOut.getAsBoolean() && isPressed();
    return !holding;
  }

  /** Whether there is anything to ask for. */
  boolean isLimited() {
    return limited;
  }

  /** Whether the last answer was no, so that somebody has to ask again after a while. */
  boolean isHolding() {
    return holding;
  }

  private boolean isPressed() {
    long now = clock.getAsLong();
    if (!looked || now - lookedAt >= LOOK_EVERY_NANOS) {
      looked = true;
      lookedAt = now;
      Strain strain = machine.get();
      Optional<String> why = lacksMemory(strain).or(() -> isBusy(strain));
      pressed = why.isPresent();
      why.ifPresent(this::say);
    }
    return pressed;
  }

  private Optional<String> lacksMemory(Strain strain) {
    return minFreeMemory
        .filter(least -> strain.freeMemory().isPresent() && strain.freeMemory().getAsLong() < least.bytes())
        .map(least -> "%d MiB of memory are free, and minFreeMemory is %s".formatted(
            strain.freeMemory().getAsLong() >> 20, least));
  }

  private Optional<String> isBusy(Strain strain) {
    boolean busy = maxLoad.isPresent() && strain.runnable().isPresent()
        && strain.runnable().getAsInt() > maxLoad.getAsDouble();
    return busy
        ? Optional.of("%d threads run or want to, and maxLoad is %s".formatted(
            strain.runnable().getAsInt(), maxLoad.getAsDouble()))
        : Optional.empty();
  }

  private void say(String why) {
    if (!said) {
      said = true;
      Log.info("items wait until the machine has room: " + why);
    }
  }
}
