package dev.drover.internal.ipc.guard;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two lock, count on a plain word, and unlock: neither misses the other's count. */
@JCStressTest
@Outcome(id = {"1, 2", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "One after the other.")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both at a time.")
@State
public class OneHolder {
  private final Place place = Place.next();
  private final Mutex mutex = new Mutex(place.cell(), place.at());
  private int count;

  /** For jcstress. */
  public OneHolder() {}

  private int count() {
    mutex.lock();
    try {
      count++;
      return count;
    } finally {
      mutex.unlock();
    }
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
