package dev.drover.jobs;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/**
 * What PDFBox must be told once in a process before it is used.
 *
 * <ul>
 *   <li>Its log: hundreds of lines about odd files, of use to nobody who only wants the text. A logging configuration that
 *       sets a level for {@code org.apache.pdfbox} or {@code org.apache.fontbox} is obeyed.
 *   <li>Fonts: it would read every font of the machine, seconds at the first use, and write what it found into the home
 *       folder. Text needs none of their shapes.
 *   <li>Windows: it loads parts of AWT, which must not look for a screen.
 * </ul>
 */
final class PdfLibrary {
  /** Held, since the log manager forgets a logger, and its level, that nobody refers to. */
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

  static {
    LOGGERS.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(Level.OFF));
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    FontMappers.set(new OneFont());
  }

  private PdfLibrary() {}

  /** Has an effect once; thread-safe. */
  static void prepare() {
    // The class is initialised by the call.
  }
}
