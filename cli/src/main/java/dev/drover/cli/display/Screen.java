package dev.drover.cli.display;

import java.io.PrintStream;
import java.util.List;

/** Standard error, with some lines at its end that are drawn again and again. Thread-safe. */
public final class Screen {
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String RED = "\u001b[31m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final Terminal terminal;

  // guarded by this
  private List<String> drawn = List.of();

  /**
   * Nothing is drawn.
   *
   * @param out standard error
   * @param terminal what it leads to
   */
  public Screen(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * What standard error leads to.
   *
   * @return the terminal
   */
  public Terminal terminal() {
    return terminal;
  }

  /**
   * Adds text above the lines at the end.
   *
   * @param text one line or several
   */
  public synchronized void print(String text) {
    List<String> below = drawn;
    erase();
    out.print(text.endsWith("\n") ? text : text + System.lineSeparator());
    draw(below);
    out.flush();
  }

  /**
   * Replaces the lines at the end.
   *
   * @param lines none to take them away
   */
  public synchronized void redraw(List<String> lines) {
    erase();
    draw(lines);
    out.flush();
  }

  /**
   * Does something that may write to the same terminal, with the lines at the end out of the way.
   *
   * @param action what to do
   * @param <E> what it throws
   * @throws E what it throws
   */
  public synchronized <E extends Exception> void without(Act<E> action) throws E {
    List<String> below = drawn;
    erase();
    out.flush();
    action.run();
    draw(below);
    out.flush();
  }

  /**
   * Something to do.
   *
   * @param <E> what it throws
   */
  @FunctionalInterface
  public interface Act<E extends Exception> {
    /**
     * Does it.
     *
     * @throws E if it fails
     */
    void run() throws E;
  }

  private void erase() {
    if (!drawn.isEmpty()) {
      int up = drawn.size() - 1;
      out.print("\r" + (up > 0 ? "\u001b[" + up + "A" : "") + CLEAR_BELOW);
      drawn = List.of();
    }
  }

  private void draw(List<String> lines) {
    drawn = lines.stream().map(this::fit).toList();
    out.print(String.join("\n", drawn));
  }

  /** A line that is wrapped by the terminal could not be taken away again. */
  private String fit(String line) {
    int width = terminal.width() - 1;
    return line.length() <= width ? line : line.substring(0, width);
  }

  String red(String text) {
    return terminal.colour() ? RED + text + PLAIN : text;
  }

  String bold(String text) {
    return terminal.colour() ? BOLD + text + PLAIN : text;
  }
}
