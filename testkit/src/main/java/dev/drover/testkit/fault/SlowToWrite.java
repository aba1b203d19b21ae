package dev.drover.testkit.fault;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** An input or result that takes long to be written. */
public final class SlowToWrite implements Serializable {
  private static final long serialVersionUID = 1;

  private final long millis;

  /**
   * Makes one.
   *
   * @param millis how long writing it takes, whoever interrupts it
   */
  public SlowToWrite(long millis) {
    this.millis = millis;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    TimeStrikes.pause(millis);
    out.defaultWriteObject();
  }
}
