package dev.drover.internal.backend.process;

/**
 * How much heap each worker gets if nobody says: what is left of three quarters of the machine, or of the container, when
 * the parent's own heap is full, shared by all workers, and 2 GiB at most. In a small container what a JVM needs besides its
 * heap counts more than that quarter: it is set aside for each process, so that all together stay under the limit.
 */
final class MemoryPlan {
  private static final long SMALLEST = 64L << 20;
  private static final double SHARE = 0.75;
  private static final int LARGEST_PART = 4;

  /** Code, classes, stacks and the collector's own of a small JVM. */
  static final long BESIDES_HEAP = 64L << 20;

  /** Enough for what people send; more only delays the moment at which an item that asks for everything is found out. */
  private static final long LARGEST = 2L << 30;

  private MemoryPlan() {}

  static long heap(long machine, long parentHeap, int slots) {
    long share = (long) (machine * SHARE) - parentHeap;
    long strict = machine - parentHeap - BESIDES_HEAP * (slots + 1L);
    long each = Math.min(share, strict) / slots;
    return Math.max(SMALLEST, Math.min(each, Math.min(LARGEST, machine / LARGEST_PART)));
  }

  /** Whether workers with so much heap, all full, fit in beside the parent. */
  static boolean fits(long machine, long parentHeap, int slots, long heap) {
    return left(machine, parentHeap, slots, heap) >= 0;
  }

  /** What the machine has beyond that; below zero if they do not fit. */
  static long left(long machine, long parentHeap, int slots, long heap) {
    return machine - parentHeap - heap * slots - BESIDES_HEAP * (slots + 1L);
  }
}
