package dev.drover.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks that were submitted one by one. */
final class SubmittedInputs implements Inputs {
  private final ArrayDeque<Submission> queue = new ArrayDeque<>();
  private boolean closed;

  void add(Submission submission) {
    queue.add(submission);
  }

  /** No more will be submitted. */
  void close() {
    closed = true;
  }

  /** A task was cancelled before it was taken. */
  boolean remove(Submission submission) {
    return queue.remove(submission);
  }

  @Override
  public List<Object> take(int most) {
    List<Object> taken = new ArrayList<>(Math.min(most, queue.size()));
    while (taken.size() < most && !queue.isEmpty()) {
      taken.add(queue.remove());
    }
    return taken;
  }

  @Override
  public long left() {
    return queue.size();
  }

  @Override
  public int ready() {
    return queue.size();
  }

  @Override
  public boolean exhausted() {
    return closed && queue.isEmpty();
  }

  @Override
  public @Nullable Throwable failure() {
    return null;
  }

  @Override
  public List<Object> stop() {
    closed = true;
    return take(Integer.MAX_VALUE);
  }

  @Override
  public void allow(long limit) {
    // what has been submitted is there already
  }
}
