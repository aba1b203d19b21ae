package dev.drover.testkit;

import java.lang.ref.WeakReference;

/** Waits for the garbage collector. */
final class Collected {
  private Collected() {}

  /** Fails if something still refers to the object. */
  static void await(WeakReference<?> reference) throws InterruptedException {
    Until.isTrue("nothing refers to the object any more", () -> {
      System.gc();
      return reference.refersTo(null);
    });
  }
}
