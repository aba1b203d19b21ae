package dev.drover.internal.ipc.memory;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who sees the tail sees the bytes before it. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing is published yet.")
@Outcome(id = "0, 7", expect = Expect.ACCEPTABLE, desc = "Bytes that nobody would look at yet.")
@Outcome(id = "1, 7", expect = Expect.ACCEPTABLE, desc = "Published, with its bytes.")
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "A tail without its bytes.")
@State
public class PublishedBytes {
  private final Shared shared = new Shared();

  /** For jcstress. */
  public PublishedBytes() {}

  /** Publishes. */
  @Actor
  public void sender() {
    shared.put((byte) 7);
    shared.tail(1);
  }

  /**
   * Looks.
   *
   * @param seen tail and byte
   */
  @Actor
  public void receiver(II_Result seen) {
    seen.r1 = (int) shared.tail();
    seen.r2 = shared.get();
  }
}
