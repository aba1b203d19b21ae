package dev.drover;

import java.util.List;

/**
 * Figures of a pool at one moment.
 *
 * @param backend where items run
 * @param workers how many items can run at a time
 * @param live how many slots have been started
 * @param running how many items run
 * @param queued how many items wait: submitted ones, and those to be tried again
 * @param succeeded items with a value so far
 * @param failed items that failed for good so far
 * @param retried attempts that were made again
 * @param workerStarts worker processes ever started
 * @param workerDeaths worker processes that ended unasked
 * @param abandonedThreads threads that did not come back from code of the user's and were left behind
 * @param workerPids the worker processes of this moment
 */
public record PoolStats(
    String backend,
    int workers,
    int live,
    int running,
    long queued,
    long succeeded,
    long failed,
    long retried,
    long workerStarts,
    long workerDeaths,
    long abandonedThreads,
    List<Long> workerPids) {
  /** Copies the list. */
  public PoolStats {
    workerPids = List.copyOf(workerPids);
  }
}
