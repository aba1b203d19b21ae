package dev.drover.internal.engine;

import dev.drover.spi.Assignment;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Thrown;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A worker of a {@link Simulation}: runs the items of its batch one after the other, and what it runs only takes time.
 */
final class VirtualWorker implements Comparable<VirtualWorker> {
  private static final int SEGMENTATION_FAULT = 11;
  private static final Failure THROWN =
      new Failure.Threw(Thrown.of(new IllegalStateException("made up")), Evidence.none());

  private final Scene scene;
  private final int number;
  private @Nullable Assignment assignment;
  private int offset;
  /** When the item that it runs ends, or when it is there again after its death. */
  private long endsAt;

  VirtualWorker(Scene scene, int number) {
    this.scene = scene;
    this.number = number;
  }

  long endsAt() {
    return endsAt;
  }

  /** Takes a batch and begins with its first item. */
  void begin(Assignment batch, long now) {
    assignment = batch;
    offset = 0;
    endsAt = now + scene.handOverNanos();
    run(batch);
  }

  private void run(Assignment batch) {
    if (batch.report().started(offset)) {
      endsAt += scene.nanosOf(batch.batch().index(offset));
    }
  }

  /** Its item has ended, or it has been replaced. Gives true if it has nothing to do now. */
  boolean step() {
    Assignment batch = assignment;
    if (batch == null) {
      return true;
    }
    long index = batch.batch().index(offset);
    switch (scene.fateOf(index, batch.batch().attempt())) {
      case ENDS_WELL -> batch.report().ok(offset, index, scene.nanosOf(index));
      case THROWS -> batch.report().failed(offset, THROWN);
      case KILLS_ITS_WORKER -> {
        return die(batch);
      }
    }
    if (++offset < batch.batch().size()) {
      run(batch);
      return false;
    }
    batch.report().close();
    assignment = null;
    return true;
  }

  /** What it had not run yet is given back; a new worker takes its place after a while. */
  private boolean die(Assignment batch) {
    batch.report().failed(offset, new Failure.Crashed(SEGMENTATION_FAULT, Optional.empty(), Optional.empty(), Evidence.none()));
    batch.report().close();
    assignment = null;
    endsAt += scene.restartNanos();
    return false;
  }

  /** By time; at one moment by number, so that the same scene always gives the same figures. */
  @Override
  public int compareTo(VirtualWorker other) {
    int byTime = Long.compare(endsAt, other.endsAt);
    return byTime != 0 ? byTime : Integer.compare(number, other.number);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return number;
  }
}
