package dev.drover.internal.backend.process;

import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.StretchWriter;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs of a batch in their order; small ones that are neighbours go together. */
final class Inputs {
  private final List<Frame.Input> all = new ArrayList<>();
  private final StretchWriter small;
  private int first;
  private int count;

  /** So many at most. */
  Inputs(int items) {
    this.small = new StretchWriter(items);
  }

  /** An item of which {@code ObjectCodec.isSmallScalar} is true. */
  void add(int item, @Nullable Object scalar) {
    if (count > 0 && (item != first + count || small.isFull())) {
      endStretch();
    }
    small.add(scalar);
    first = count == 0 ? item : first;
    count++;
  }

  /** Of neighbours as many as are such scalars, from a place in the batch on. Gives the one after the last. */
  int add(@Nullable Object[] values, int from, int to) {
    int next = from;
    while (next < to && ObjectCodec.isSmallScalar(values[next])) {
      if (count > 0 && (next != first + count || small.isFull())) {
        endStretch();
      }
      first = count == 0 ? next : first;
      int after = small.add(values, next, to);
      count += after - next;
      next = after;
    }
    return next;
  }

  void add(int item, Payload encoded) {
    endStretch();
    all.add(new Frame.Input(item, Cargo.of(encoded)));
  }

  private void endStretch() {
    if (count > 0) {
      all.add(new Frame.Input(first, count, Cargo.of(small.take())));
      count = 0;
    }
  }

  /** All that were added. */
  List<Frame.Input> all() {
    endStretch();
    return List.copyOf(all);
  }
}
