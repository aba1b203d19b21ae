package dev.drover.spi;

import java.util.List;

/**
 * Figures of a backend.
 *
 * @param slots how many batches it can run at a time
 * @param live how many slots have been started and are not gone
 * @param workerStarts how many worker processes were ever started
 * @param workerDeaths how many of them ended unasked
 * @param abandonedThreads threads that did not come back from code of the user's and were left behind
 * @param pids the worker processes of this moment
 */
public record BackendStats(
    int slots, int live, long workerStarts, long workerDeaths, long abandonedThreads, List<Long> pids) {
  /** Copies the list. */
  public BackendStats {
    pids = List.copyOf(pids);
  }
}
