package dev.drover.internal.ipc.memory;

import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A sender publishes and looks at the mark, a receiver sets the mark and looks for bytes: one of them sees the other. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The receiver sees the bytes.")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The sender rings.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both: a bell too many.")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "A receiver that sleeps for ever.")
@State
public class FallingAsleep {
  private final Shared shared = new Shared();

  /** For jcstress. */
  public FallingAsleep() {}

  /**
   * Publishes, and looks at the mark.
   *
   * @param seen the mark
   */
  @Actor
  public void sender(II_Result seen) {
    shared.tail(1);
    VarHandle.fullFence();
    seen.r1 = (int) shared.asleep();
  }

  /**
   * Marks itself asleep, and looks for bytes.
   *
   * @param seen the tail
   */
  @Actor
  public void receiver(II_Result seen) {
    shared.asleep(1);
    VarHandle.fullFence();
    seen.r2 = (int) shared.tail();
  }
}
