package dev.drover.internal.host;

/** Waiting that an interrupt does not end; it is kept for later. */
public final class Uninterruptibly {
  private Uninterruptibly() {}

  /**
   * Waits for the end of a thread.
   *
   * @param thread another one
   */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
