package dev.drover.spi;

/** Makes backends; found through {@link java.util.ServiceLoader}. Has a public constructor without parameters. */
public interface BackendProvider {
  /**
   * What the backend is called in {@code Pool} options and on the command line.
   *
   * @return such as {@code threads}
   */
  String name();

  /**
   * Opens a backend. Starts nothing yet.
   *
   * @param context what it needs from its pool
   * @return the backend
   */
  Backend open(BackendContext context);
}
