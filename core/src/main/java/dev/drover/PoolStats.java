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
 * @param budget what all pools of this process share
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
    List<Long> workerPids,
    Budget budget) {
  /** Copies the list. */
  public PoolStats {
    workerPids = List.copyOf(workerPids);
  }

  /**
   * The one budget of all pools of a process. A pool opened at the top gets the slots that it asks for; one opened inside a task
   * gets what is free of the cores, one slot at least. In a worker process both limits are the worker's share.
   *
   * @param cores slots that run at full speed
   * @param leased slots that open pools have; those of virtual threads are not counted
   * @param memory bytes that may be planned with, this process included
   * @param planned bytes of heap that are planned for worker processes
   * @param depth how many processes are above this one: 0 in a program, 1 in its workers
   */
  public record Budget(int cores, int leased, long memory, long planned, int depth) {}
}
