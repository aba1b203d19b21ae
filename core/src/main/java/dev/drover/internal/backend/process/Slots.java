package dev.drover.internal.backend.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The slots of a backend: started as batches wait, up to a number, and ending when they had nothing to do for a while,
 * down to another. Thread-safe. Asked under the engine's lock, so it calls nothing back and waits for nobody.
 */
final class Slots {
  private final Site site;
  private final int most;
  private final int least;

  // Guarded by this
  private final List<Slot> present = new ArrayList<>();
  /** They get no more batches, and end their workers. */
  private final Set<Slot> leaving = new HashSet<>();
  private boolean closed;

  Slots(Site site, int most, int least) {
    this.site = site;
    this.most = most;
    this.least = least;
  }

  /** So many batches wait. */
  synchronized void demand(int waiting) {
    long idle = present.stream().filter(Slot::isIdle).count();
    for (long i = idle; i < waiting && present.size() < most && !closed; i++) {
      Slot slot = new Slot(site, this, freeNumber());
      present.add(slot);
      slot.start();
    }
  }

  private int freeNumber() {
    return IntStream.iterate(1, n -> n + 1)
        .filter(n -> Stream.concat(present.stream(), leaving.stream()).noneMatch(s -> s.number() == n))
        .findFirst()
        .orElseThrow();
  }

  /** A slot had nothing to do for a while; true if it is to end: it does not count from now on. */
  synchronized boolean leave(Slot slot) {
    boolean leaves = !closed && present.size() > least && present.remove(slot);
    if (leaves) {
      leaving.add(slot);
    }
    return leaves;
  }

  /** A slot has ended. */
  synchronized void left(Slot slot) {
    leaving.remove(slot);
  }

  synchronized List<Slot> present() {
    return List.copyOf(present);
  }

  /** Nothing is started any more. Gives all that have not ended; empty if it was closed before. */
  synchronized Optional<List<Slot>> close() {
    if (closed) {
      return Optional.empty();
    }
    closed = true;
    return Optional.of(Stream.concat(present.stream(), leaving.stream()).toList());
  }
}
