package dev.drover.testkit.fault;

import dev.drover.task.Failure;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Sets of faults, and inputs of which some are evil. */
public final class Faults {
  private static final int STATUS = 7;
  private static final long SOME_OUTPUT = 1L << 20;
  private static final Duration TOO_LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final double PERCENT = 100;

  private Faults() {}

  /**
   * An input, evil or not.
   *
   * @param number its place, from 0
   * @param fault what it does; empty if it is innocent
   */
  public record Item(int number, Optional<Fault> fault) implements Serializable {
    /**
     * The function for such inputs.
     *
     * @return the square of the number if the item is innocent, otherwise what the fault returns
     * @throws Exception what the fault throws
     */
    public Object run() throws Exception {
      return fault.isPresent() ? fault.get().strike() : square();
    }

    /**
     * An item that does nothing evil.
     *
     * @param number its place
     * @return the item
     */
    public static Item innocent(int number) {
      return new Item(number, Optional.empty());
    }

    /**
     * An item that is struck by a fault.
     *
     * @param number its place
     * @param fault what it does
     * @return the item
     */
    public static Item evil(int number, Fault fault) {
      return new Item(number, Optional.of(fault));
    }

    /**
     * How worker processes see it end.
     *
     * @return the type of the failure, or empty if it succeeds
     */
    public Optional<Class<? extends Failure>> verdict() {
      return fault.flatMap(f -> f.kind().verdict());
    }

    /**
     * What an innocent item returns.
     *
     * @return the square of the number
     */
    public long square() {
      return (long) number * number;
    }
  }

  /**
   * One of each kind, with amounts that suit a test.
   *
   * @return as many as there are kinds
   */
  public static List<Fault> all() {
    return List.of(
        Fault.crash(), Fault.segv(), Fault.hang(), Fault.hangUninterruptibly(), Fault.oom(), Fault.metaspace(),
        Fault.directMemory(), Fault.stackOverflow(), Fault.exit(STATUS), Fault.halt(STATUS), Fault.leak(),
        Fault.forkChild(), Fault.printMuch(SOME_OUTPUT), Fault.slowSerialise(TOO_LONG), Fault.slowDeserialise(SHORT),
        Fault.throwsUnserialisable(), Fault.returnsUnserialisable(), Fault.sigstopItself());
  }

  /**
   * Those of {@link #all()} that end by themselves within milliseconds and leave the worker as it was.
   *
   * @return faults for long runs
   */
  public static List<Fault> quick() {
    return List.of(
        Fault.stackOverflow(), Fault.printMuch(SOME_OUTPUT), Fault.slowDeserialise(SHORT),
        Fault.throwsUnserialisable(), Fault.returnsUnserialisable());
  }

  /**
   * Inputs of which some do one of {@link #all()}.
   *
   * @param seed the same seed gives the same inputs
   * @param count how many
   * @param percentEvil how many of a hundred are evil, on average
   * @return the inputs, numbered from 0
   */
  public static List<Item> mixed(long seed, int count, double percentEvil) {
    return mixed(seed, count, percentEvil, all());
  }

  /**
   * Inputs of which some are evil.
   *
   * @param seed the same seed gives the same inputs
   * @param count how many
   * @param percentEvil how many of a hundred are evil, on average
   * @param faults what the evil ones do, each with the same probability
   * @return the inputs, numbered from 0
   */
  public static List<Item> mixed(long seed, int count, double percentEvil, List<Fault> faults) {
    if (!(percentEvil >= 0 && percentEvil <= PERCENT)) {
      throw new IllegalArgumentException("percentEvil is %s; it must be 0 to 100".formatted(percentEvil));
    }
    Random random = new Random(seed);
    List<Item> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean evil = random.nextDouble() * PERCENT < percentEvil;
      items.add(evil ? Item.evil(i, faults.get(random.nextInt(faults.size()))) : Item.innocent(i));
    }
    return items;
  }
}
