package dev.drover.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Something that a test does beside itself. */
final class Async {
  private Async() {}

  /** In a daemon thread of its own. */
  static <T> CompletableFuture<T> call(Callable<T> what) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("test").start(() -> {
      try {
        done.complete(what.call());
      } catch (Throwable e) {
        done.completeExceptionally(e);
      }
    });
    return done;
  }
}
