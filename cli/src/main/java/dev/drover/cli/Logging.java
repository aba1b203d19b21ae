package dev.drover.cli;

import dev.drover.cli.display.Names;
import dev.drover.cli.display.Screen;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what the library logs to the screen: warnings always, the rest with {@code -v}. */
final class Logging {
  /** Held, since a logger that nobody holds is collected with its settings. */
  private static final Logger DROVER = Logger.getLogger("dev.drover");

  private Logging() {}

  static void to(Screen screen, Settings settings) {
    Settings.Display display = settings.display();
    boolean quiet = display.quiet() && settings.debugWorker().isEmpty(); // where it waits has to be said
    DROVER.setUseParentHandlers(false);
    DROVER.setLevel(display.verbose() ? Level.INFO : quiet ? Level.SEVERE : Level.WARNING);
    DROVER.addHandler(new ToScreen(screen));
  }

  /** One line for each record. */
  private static final class ToScreen extends Handler {
    private final Screen screen;

    ToScreen(Screen screen) {
      this.screen = screen;
    }

    @Override
    public void publish(LogRecord entry) {
      if (isLoggable(entry)) {
        screen.print("drover: " + Names.harmless(new SimpleFormatter().formatMessage(entry)));
      }
    }

    @Override
    public void flush() {
      // the screen keeps nothing back
    }

    @Override
    public void close() {
      // the screen is not ours
    }
  }
}
