package dev.drover.internal.ipc.guard;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who sees a word that a change has stored finds the note by which it would be undone. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Before.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Noted, and not stored yet.")
@Outcome(id = "7, 1", expect = Expect.ACCEPTABLE, desc = "Noted and stored.")
@Outcome(id = "7, 0", expect = Expect.FORBIDDEN, desc = "A store that could not be undone.")
@State
public class NoteBeforeStore {
  private static final int MOST = 2;

  private final Place place = Place.next();
  private final Guarded words = new Guarded(place.cell(), place.at(), MOST);

  /** For jcstress. */
  public NoteBeforeStore() {}

  /** Stores a word, as in the middle of a change. */
  @Actor
  public void changing() {
    words.put(0, 7);
  }

  /**
   * Looks.
   *
   * @param seen the word, and how many notes there are
   */
  @Actor
  public void looking(II_Result seen) {
    seen.r1 = (int) words.get(0);
    seen.r2 = (int) place.cell().read(place.at() + Mutex.SIZE);
  }
}
