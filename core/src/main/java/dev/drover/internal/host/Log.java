package dev.drover.internal.host;

/** The library's logger, {@code dev.drover}; not looked for before there is something to say. Thread-safe. */
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

  /**
   * Something that the user should know.
   *
   * @param what as a sentence
   */
  public static void info(String what) {
    LOGGER.log(System.Logger.Level.INFO, what);
  }

  /**
   * Something that the user may have to do about.
   *
   * @param what as a sentence
   */
  public static void warn(String what) {
    LOGGER.log(System.Logger.Level.WARNING, what);
  }

  /**
   * A failure that nobody else is told of.
   *
   * @param what was done, or what follows
   * @param why it failed
   */
  public static void warn(String what, Throwable why) {
    LOGGER.log(System.Logger.Level.WARNING, what, why);
  }

  /**
   * Code of the user's that was called beside the run, and threw.
   *
   * @param whose it is
   * @param thrown what it threw
   */
  public static void callback(String whose, Throwable thrown) {
    warn(whose + " threw; the run goes on without it", thrown);
  }
}
