package dev.drover.internal.backend.local;

import dev.drover.task.WorkerLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The values of callers that run items themselves. Callers come and go, so values belong to no thread: a caller borrows
 * some for a batch. Thread-safe.
 */
final class CallerValues implements WorkerLocal.Values.Lender {
  private final Deque<WorkerLocal.Values> idle = new ArrayDeque<>();
  private boolean closed;

  @Override
  public synchronized WorkerLocal.Values borrow() {
    return Optional.ofNullable(idle.pollLast()).orElseGet(WorkerLocal.Values::new);
  }

  @Override
  public void giveBack(WorkerLocal.Values values) {
    if (!keep(values)) {
      values.close();
    }
  }

  private synchronized boolean keep(WorkerLocal.Values values) {
    return !closed && idle.add(values);
  }

  void close() {
    take().forEach(WorkerLocal.Values::close);
  }

  private synchronized Deque<WorkerLocal.Values> take() {
    closed = true;
    Deque<WorkerLocal.Values> all = new ArrayDeque<>(idle);
    idle.clear();
    return all;
  }
}
