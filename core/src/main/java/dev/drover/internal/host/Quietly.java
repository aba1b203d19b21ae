package dev.drover.internal.host;

import java.io.Closeable;
import java.io.IOException;

/** What is done on the way out, where a failure has nobody to go to. */
public final class Quietly {
  private Quietly() {}

  /**
   * Closes something; if that fails the log tells.
   *
   * @param what is not needed any more
   * @param name of it, for the log
   */
  public static void close(Closeable what, String name) {
    try {
      what.close();
    } catch (IOException e) {
      Log.debug("closing " + name, e);
    }
  }
}
