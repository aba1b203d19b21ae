package dev.drover.internal.ipc.guard;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who sees a commit, without the mutex, sees what was stored before it. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Before.")
@Outcome(id = "0, 7", expect = Expect.ACCEPTABLE, desc = "A store that may be undone.")
@Outcome(id = "1, 7", expect = Expect.ACCEPTABLE, desc = "Made.")
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "A commit without its change.")
@State
public class CommitShowsAll {
  private static final int MOST = 2;

  private final Place place = Place.next();
  private final Guarded words = new Guarded(place.cell(), place.at(), MOST);

  /** For jcstress. */
  public CommitShowsAll() {}

  /** Makes a change. */
  @Actor
  public void changing() {
    words.update(() -> {
      words.put(0, 7);
      words.commit(1, 1);
    });
  }

  /**
   * Looks without the mutex.
   *
   * @param seen the word of the commit, and the other one
   */
  @Actor
  public void looking(II_Result seen) {
    seen.r1 = (int) words.get(1);
    seen.r2 = (int) words.get(0);
  }
}
