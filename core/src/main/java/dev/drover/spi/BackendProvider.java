package dev.drover.spi;

import dev.drover.task.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes backends; found through {@link java.util.ServiceLoader}. Has a public constructor without parameters. */
public interface BackendProvider {
  /**
   * What the backend is called in {@code Pool} options and on the command line.
   *
   * @return such as {@code threads}
   */
  String name();

  /**
   * Opens a backend. Starts nothing yet.
   *
   * @param context what it needs from its pool
   * @return the backend
   */
  Backend open(BackendContext context);

  /**
   * What a backend would find here and plan with these options, for {@code drover doctor}. Starts no worker and leaves
   * nothing behind.
   *
   * @param options of a pool
   * @return in the order of reading; none if there is nothing to tell
   */
  default List<Finding> examine(PoolOptions options) {
    return List.of();
  }

  /**
   * Does once what makes all later starts on this machine faster, for {@code drover train}, and waits until it is done,
   * which may take seconds. Where that is possible it is done beside the work of long runs as well.
   *
   * @return what was done, or why it was not; empty if there is nothing to do for this backend
   */
  default Optional<Finding> train() {
    return Optional.empty();
  }

  /**
   * Keeps workers ready for backends that are opened later in this process.
   *
   * @param most how many at a time, 1 or more
   * @param patience how long one waits to be needed
   * @return to be closed; empty if this backend has no workers that could be kept
   */
  default Optional<Depot> keepReady(int most, Duration patience) {
    return Optional.empty();
  }
}
