package dev.drover.internal.ipc.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A segment of this process that is cut into cells. Which of them are in use only this process knows: others never make one in
 * it. Guarded by {@link Cells}.
 */
final class Slab {
  static final long SIZE = 128 << 10;

  /** Two neighbouring cells must not share the pair of cache lines that a processor fetches together. */
  private static final long GRAIN = 128;

  /** A use of a closed object that was under way has ended by then. */
  private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

  private final Segment segment;
  private final Map<Long, Deque<Closed>> closed = new HashMap<>();
  private long cut;
  private int inUse;

  /** A place that rests. */
  private record Closed(long offset, long since) {}

  Slab(Segment segment) {
    this.segment = segment;
  }

  static long rounded(long size) {
    return Math.ceilDiv(size, GRAIN) * GRAIN;
  }

  Segment segment() {
    return segment;
  }

  /** Room for a cell, zeros; empty if there is none. */
  Optional<Cell> cut(long size, long serial) {
    long place = reused(size).orElseGet(() -> fresh(size));
    if (place < 0) {
      return Optional.empty();
    }
    inUse++;
    return Optional.of(new Cell(segment, place, size, serial));
  }

  private long fresh(long size) {
    if (cut + size > segment.data().byteSize()) {
      return -1;
    }
    long place = cut;
    cut += size;
    return place;
  }

  private Optional<Long> reused(long size) {
    Deque<Closed> places = closed.getOrDefault(size, new ArrayDeque<>());
    if (places.isEmpty() || System.nanoTime() - places.getFirst().since() < REST_NANOS) {
      return Optional.empty();
    }
    long place = places.removeFirst().offset();
    segment.data().asSlice(place, size).fill((byte) 0);
    return Optional.of(place);
  }

  /** One cell less; true if it was the last one. */
  boolean giveBack(Cell cell) {
    closed.computeIfAbsent(cell.size(), _ -> new ArrayDeque<>()).addLast(new Closed(cell.offset(), System.nanoTime()));
    inUse--;
    return inUse == 0;
  }
}
