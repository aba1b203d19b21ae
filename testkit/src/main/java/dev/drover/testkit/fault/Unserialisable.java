package dev.drover.testkit.fault;

/** Has a field that no codec takes. */
final class Unserialisable {
  private final Thread thread = Thread.currentThread();

  @Override
  public String toString() {
    return "unserialisable with " + thread;
  }
}
