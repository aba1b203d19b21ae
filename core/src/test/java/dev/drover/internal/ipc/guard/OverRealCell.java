package dev.drover.internal.ipc.guard;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests whose cells are stepped through: what they are made over is one of shared memory. */
public abstract class OverRealCell {
  /** Open while the tests of a class run. */
  protected static Cell real;

  /** For subclasses. */
  protected OverRealCell() {}

  /** Before the first test. */
  @BeforeAll
  protected static void open() {
    real = Cells.process().create(Cell.FIRST);
  }

  /** After the last one. */
  @AfterAll
  protected static void close() {
    real.close();
  }
}
