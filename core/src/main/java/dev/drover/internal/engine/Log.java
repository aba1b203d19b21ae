package dev.drover.internal.engine;

/** What the engine logs: user callbacks that threw, and things that the user should know. */
final class Log {
  private static final System.Logger LOGGER = System.getLogger("dev.drover");

  private Log() {}

  static void callback(String whose, Throwable thrown) {
    LOGGER.log(System.Logger.Level.WARNING, whose + " threw; the run goes on without it", thrown);
  }

  static void info(String message) {
    LOGGER.log(System.Logger.Level.INFO, message);
  }
}
