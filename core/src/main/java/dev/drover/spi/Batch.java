package dev.drover.spi;

import java.util.List;

/**
 * Some neighbouring items that are handed over together. Immutable.
 *
 * @param id unique in the process
 * @param work what they belong to
 * @param firstIndex the index of the first item; the others follow without a gap
 * @param inputs the items themselves; may contain null
 * @param attempt which attempt it is for all of them, 1 for the first
 * @param alone whether the batch must not share a worker with another one, since its only item is suspected of killing
 *     workers
 * @param freshHeap 0 for any worker; otherwise its only item ran out of memory before, and is to run on a fresh
 *     worker with so many times the usual heap, as far as there is memory for that
 */
public record Batch(
    long id, Work work, long firstIndex, List<Object> inputs, int attempt, boolean alone, int freshHeap) {
  /**
   * A batch for any worker.
   *
   * @param id unique in the process
   * @param work what they belong to
   * @param firstIndex the index of the first item
   * @param inputs the items themselves
   * @param attempt which attempt it is
   * @param alone whether it must not share a worker with another one
   */
  public Batch(long id, Work work, long firstIndex, List<Object> inputs, int attempt, boolean alone) {
    this(id, work, firstIndex, inputs, attempt, alone, 0);
  }

  /**
   * How many items.
   *
   * @return 1 or more
   */
  public int size() {
    return inputs.size();
  }

  /**
   * The index of an item among all inputs of the call.
   *
   * @param offset its place in the batch, from 0
   * @return its place among the inputs, from 0
   */
  public long index(int offset) {
    return firstIndex + offset;
  }
}
