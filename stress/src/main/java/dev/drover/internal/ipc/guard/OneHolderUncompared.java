package dev.drover.internal.ipc.guard;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The same with a look whether it is free, and then a store: shows that the tests see what they are there to see. */
@JCStressTest
@Outcome(id = {"1, 2", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "One after the other.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE_INTERESTING, desc = "Why it is taken by comparing.")
@State
public class OneHolderUncompared {
  private final Place place = Place.next();
  private int count;

  /** For jcstress. */
  public OneHolderUncompared() {}

  private int count() {
    while (place.cell().read(place.at()) != 0) {
      Thread.onSpinWait();
    }
    place.cell().write(place.at(), 1);
    count++;
    int seen = count;
    place.cell().write(place.at(), 0);
    return seen;
  }

  /**
   * Counts.
   *
   * @param seen the count
   */
  @Actor
  public void first(II_Result seen) {
    seen.r1 = count();
  }

  /**
   * Counts.
   *
   * @param seen the count
   */
  @Actor
  public void second(II_Result seen) {
    seen.r2 = count();
  }
}
