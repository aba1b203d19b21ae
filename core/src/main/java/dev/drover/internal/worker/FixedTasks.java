package dev.drover.internal.worker;

import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.Payload;
import org.jspecify.annotations.Nullable;

/** Reads inputs, and keeps those that are always the same. For the thread that runs items. */
/*
 * A submitted task is an input like others, and as a rule a lambda. One of the class path that captures nothing has the same bytes each
 * time, and nothing in it that could change; to read it takes longer than all else that is done for a short task.
 */
final class FixedTasks {
  private static final int MOST = 8;
  private static final int LARGEST = 2048;

  private final ObjectCodec codec;
  private final Payload[] written = new Payload[MOST];
  private final Object[] read = new Object[MOST];
  private int count;
  private int next;

  FixedTasks(ObjectCodec codec) {
    this.codec = codec;
  }

  @Nullable Object decode(Payload payload) throws NotDecodableException {
    for (int i = 0; i < count; i++) {
      if (written[i].isSame(payload)) {
        return read[i];
      }
    }
    Object value = codec.decode(payload);
    if (value != null && payload.isShort(LARGEST) && ObjectCodec.isFixed(value)) {
      keep(payload, value);
    }
    return value;
  }

  /** In place of the one that was kept first. */
  private void keep(Payload payload, Object value) {
    written[next] = payload;
    read[next] = value;
    next = (next + 1) % MOST;
    count = Math.min(MOST, count + 1);
  }
}
