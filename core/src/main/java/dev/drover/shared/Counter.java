package dev.drover.shared;

/** A number. Each call is atomic. */
public interface Counter {
  /**
   * The value.
   *
   * @return at this moment
   */
  long get();

  /**
   * Sets the value.
   *
   * @param to the new one
   */
  void set(long to);

  /**
   * Adds to the value.
   *
   * @param delta how much
   * @return the new value
   */
  long add(long delta);

  /**
   * Sets the value if it is as expected.
   *
   * @param expected the value
   * @param to the new one
   * @return whether it was as expected
   */
  boolean compareAndSet(long expected, long to);
}
