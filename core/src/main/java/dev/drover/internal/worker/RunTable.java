package dev.drover.internal.worker;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The batches that this worker has in hand, for those who want to stop some of their items. Thread-safe. */
final class RunTable {
  private final Map<Long, Run> runs = new ConcurrentHashMap<>();

  void add(Run run) {
    runs.put(run.batch().id(), run);
  }

  void remove(Run run) {
    runs.remove(run.batch().id());
  }

  Optional<Run> get(long batch) {
    return Optional.ofNullable(runs.get(batch));
  }
}
