package dev.drover.internal.backend.process;

import java.util.concurrent.atomic.AtomicLong;

/** Counts for the statistics. */
final class Tally {
  private final AtomicLong starts = new AtomicLong();
  private final AtomicLong deaths = new AtomicLong();
  private final AtomicLong leftBehind = new AtomicLong();

  void started() {
    starts.incrementAndGet();
  }

  void leftBehind() {
    leftBehind.incrementAndGet();
  }

  long threadsLeftBehind() {
    return leftBehind.get();
  }

  void died() {
    deaths.incrementAndGet();
  }

  long starts() {
    return starts.get();
  }

  long deaths() {
    return deaths.get();
  }
}
