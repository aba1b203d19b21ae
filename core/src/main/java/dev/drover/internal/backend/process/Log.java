package dev.drover.internal.backend.process;

/** The library's logger. */
final class Log {
  private static final System.Logger LOGGER = System.getLogger("dev.drover");

  private Log() {}

  static void debug(String what, Throwable why) {
    LOGGER.log(System.Logger.Level.DEBUG, what, why);
  }

  static void info(String what) {
    LOGGER.log(System.Logger.Level.INFO, what);
  }

  static void warn(String what) {
    LOGGER.log(System.Logger.Level.WARNING, what);
  }

  static void warn(String what, Throwable why) {
    LOGGER.log(System.Logger.Level.WARNING, what, why);
  }
}
