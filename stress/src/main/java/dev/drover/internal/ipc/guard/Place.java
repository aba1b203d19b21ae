package dev.drover.internal.ipc.guard;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Zeros in a shared cell, for one state of a test. There are more places than jcstress has states at a time, so one that
 * is used again has been left by its state before.
 *
 * @param at where it begins
 */
record Place(long at) {
  private static final int SIZE = 128;
  private static final int PLACES = 1 << 17;
  private static final Cell CELL = Cells.process().create((long) SIZE * (PLACES + 1));
  private static final AtomicLong NEXT = new AtomicLong();

  static Place next() {
    Place next = new Place(SIZE + NEXT.getAndIncrement() % PLACES * SIZE);
    for (int i = 0; i < SIZE; i += Long.BYTES) {
      CELL.write(next.at + i, 0);
    }
    return next;
  }

  Cell cell() {
    return CELL;
  }
}
