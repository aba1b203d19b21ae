package dev.drover.lab;

import java.io.IOException;
import java.time.Duration;

/** A contender that has been opened: warm, and ready to be measured. */
interface Probe extends AutoCloseable {
  /**
   * Runs its work over and over for a while.
   *
   * @param budget how long at least; the work is run once in any case
   * @return the median time of one run of the work, in nanoseconds
   */
  double round(Duration budget) throws Exception;

  /** As a round that does not count; a probe that rests before its work need not do so here. */
  default void warmUp(Duration budget) throws Exception {
    double _ = round(budget);
  }

  @Override
  void close() throws IOException;
}
