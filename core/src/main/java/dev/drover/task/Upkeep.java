package dev.drover.task;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the workers of a pool are kept: what each may use, when it is replaced, how many there are, and when new items
 * have to wait. Immutable; filled by the methods of {@link PoolOptions}.
 *
 * @param residentLimit how much memory a worker process and all that it has started may have resident
 * @param recycleItems a worker process is replaced after so many items
 * @param recycleAge a worker process is replaced when it is so old
 * @param recycleGrowth a worker process is replaced when its resident memory has grown by so much
 * @param spares how many worker processes are kept ready besides those that run items
 * @param minWorkers how many idle workers stay in spite of {@code idleTimeout}
 * @param idleTimeout a worker that had nothing to do for so long ends
 * @param minFreeMemory no further item is started while less memory than this is free
 * @param maxLoad no further item is started while more threads than this want a core
 */
public record Upkeep(
    Optional<ByteSize> residentLimit,
    OptionalInt recycleItems,
    Optional<Duration> recycleAge,
    Optional<ByteSize> recycleGrowth,
    int spares,
    int minWorkers,
    Optional<Duration> idleTimeout,
    Optional<ByteSize> minFreeMemory,
    OptionalDouble maxLoad) {
  /** Workers are started as they are needed, and kept until the pool closes. */
  static final Upkeep DEFAULTS = new Upkeep(
      Optional.empty(),
      OptionalInt.empty(),
      Optional.empty(),
      Optional.empty(),
      0,
      0,
      Optional.empty(),
      Optional.empty(),
      OptionalDouble.empty());

  /** Checks the numbers. */
  public Upkeep {
    recycleItems.ifPresent(n -> Texts.requireOneOrMore("recycleAfter", n, "leave it out to keep workers"));
    recycleAge.ifPresent(d -> requirePositive("recycleAfter", d, "leave it out to keep workers"));
    idleTimeout.ifPresent(d -> requirePositive("idleTimeout", d, "leave it out to keep idle workers"));
    if (spares < 0) {
      throw new IllegalArgumentException("spares is %d; it must be 0 or more: use 0 for none".formatted(spares));
    }
    if (minWorkers < 0) {
      throw new IllegalArgumentException(
          "the least number of workers is %d; it must be 0 or more: use 0 to let all end".formatted(minWorkers));
    }
    if (maxLoad.isPresent() && !(maxLoad.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "maxLoad is %s; it must be above 0: leave it out for no limit".formatted(maxLoad.getAsDouble()));
    }
  }

  private static void requirePositive(String what, Duration time, String otherwise) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException("%s is %s; it must be above 0: %s".formatted(what, time, otherwise));
    }
  }

  Upkeep residentLimit(ByteSize size) {
    return new Upkeep(
        Optional.of(size), recycleItems, recycleAge, recycleGrowth, spares, minWorkers, idleTimeout, minFreeMemory,
        maxLoad);
  }

  Upkeep recycleItems(int items) {
    return new Upkeep(
        residentLimit, OptionalInt.of(items), recycleAge, recycleGrowth, spares, minWorkers, idleTimeout, minFreeMemory,
        maxLoad);
  }

  Upkeep recycleAge(Duration age) {
    return new Upkeep(
        residentLimit, recycleItems, Optional.of(age), recycleGrowth, spares, minWorkers, idleTimeout, minFreeMemory,
        maxLoad);
  }

  Upkeep recycleGrowth(ByteSize growth) {
    return new Upkeep(
        residentLimit, recycleItems, recycleAge, Optional.of(growth), spares, minWorkers, idleTimeout, minFreeMemory,
        maxLoad);
  }

  Upkeep spares(int count) {
    return new Upkeep(
        residentLimit, recycleItems, recycleAge, recycleGrowth, count, minWorkers, idleTimeout, minFreeMemory, maxLoad);
  }

  Upkeep minWorkers(int count) {
    return new Upkeep(
        residentLimit, recycleItems, recycleAge, recycleGrowth, spares, count, idleTimeout, minFreeMemory, maxLoad);
  }

  Upkeep idleTimeout(Duration time) {
    return new Upkeep(
        residentLimit, recycleItems, recycleAge, recycleGrowth, spares, minWorkers, Optional.of(time), minFreeMemory,
        maxLoad);
  }

  Upkeep minFreeMemory(ByteSize size) {
    return new Upkeep(
        residentLimit, recycleItems, recycleAge, recycleGrowth, spares, minWorkers, idleTimeout, Optional.of(size),
        maxLoad);
  }

  Upkeep maxLoad(double threads) {
    return new Upkeep(
        residentLimit, recycleItems, recycleAge, recycleGrowth, spares, minWorkers, idleTimeout, minFreeMemory,
        OptionalDouble.of(threads));
  }
}
