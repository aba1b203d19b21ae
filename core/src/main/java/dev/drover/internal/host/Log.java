package dev.drover.internal.host;

/** The library's logger, {@code dev.drover}. Thread-safe. */
public final class Log {
  private static final System.Logger LOGGER = System.getLogger("dev.drover");

  private Log() {}

  /**
   * Something that goes on without harm.
   *
   * @param what was done
   * @param why it failed
   */
  public static void debug(String what, Throwable why) {
    LOGGER.log(System.Logger.Level.DEBUG, what, why);
  }
}
