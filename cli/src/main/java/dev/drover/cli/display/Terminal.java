package dev.drover.cli.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What standard error leads to.
 *
 * @param interactive whether lines there can be drawn again
 * @param colour whether colours are wanted
 * @param width in characters
 */
public record Terminal(boolean interactive, boolean colour, int width) {
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 20;

  /** Whether colours are wanted. */
  public enum Colour {
    /** On a terminal, unless the surroundings say no. */
    AUTO,
    /** In any case. */
    ALWAYS,
    /** In no case. */
    NEVER
  }

  /**
   * Asks the surroundings. A launcher that knows passes {@code DROVER_STDERR_TTY}; {@code NO_COLOR}, {@code
   * TERM=dumb} and
   * {@code CI} are honoured.
   *
   * @param environment the variables
   * @param colour of the command line
   * @return what is known
   */
  public static Terminal of(Map<String, String> environment, Colour colour) {
    boolean dumb = "dumb".equals(environment.get("TERM")) || isSet(environment, "CI");
    boolean interactive = isTerminal(2, environment.getOrDefault("DROVER_STDERR_TTY", "")) && !dumb;
    boolean colours =
        switch (colour) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> interactive && !isSet(environment, "NO_COLOR");
        };
    return new Terminal(interactive, colours, width(environment.getOrDefault("COLUMNS", "")));
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return !value.isEmpty() && !value.equals("false");
  }

  private static int width(String columns) {
    return columns.matches("\\d{1,4}") ? Math.max(NARROWEST, Integer.parseInt(columns)) : USUAL_WIDTH;
  }

  /**
   * Whether a descriptor of this process leads to a terminal.
   *
   * @param descriptor 0, 1 or 2
   * @param told {@code 1} or {@code 0} if somebody knows, otherwise empty
   * @return false if nobody can tell
   */
  public static boolean isTerminal(int descriptor, String told) {
    if (!told.isEmpty()) {
      return told.equals("1");
    }
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
