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

  @Override
  void close() throws IOException;
}
