package dev.drover.testkit.fault;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** An input or result that takes long to be read. */
public final class SlowToRead implements Serializable {
  private static final long serialVersionUID = 1;

  private final long millis;

  /**
   * Makes one.
   *
   * @param millis how long reading it takes, whoever interrupts it
   */
  public SlowToRead(long millis) {
    this.millis = millis;
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    TimeStrikes.pause(millis);
  }
}
