package dev.drover.internal.codec;

import java.io.IOException;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The containers of one payload in the order in which they were met. The first few are searched one by one, which is
 * cheaper than hashing them, and most payloads have no more.
 */
@SuppressWarnings("ReferenceEquality") // identity is what it is about
final class Seen {
  private static final int FEW = 8;

  private final Object[] few = new Object[FEW];
  private int count;
  private @Nullable IdentityHashMap<Object, Integer> all;

  // the closed containers that are being written, outermost first
  private Object[] pending = new Object[FEW];
  private int pendingCount;

  /**
   * The number under which the value was met before, or -1 if this is the first time.
   *
   * @throws IOException if it is a part of itself in a way that can't be rebuilt
   */
  int enter(Object value, Form.Kind kind) throws IOException {
    int known = numberOf(value);
    if (known >= 0) {
      refuseCycle(value);
      return known;
    }
    remember(value);
    if (kind == Form.Kind.CLOSED) {
      if (pendingCount == pending.length) {
        pending = Arrays.copyOf(pending, 2 * pendingCount);
      }
      pending[pendingCount++] = value;
    }
    return -1;
  }

  /** The last part of the value was written. */
  void leave(Object value) {
    if (pendingCount > 0 && pending[pendingCount - 1] == value) {
      pendingCount--;
    }
  }

  private int numberOf(Object value) {
    if (all != null) {
      return all.getOrDefault(value, -1);
    }
    for (int i = 0; i < count; i++) {
      if (few[i] == value) {
        return i;
      }
    }
    return -1;
  }

  private void remember(Object value) {
    if (count < FEW) {
      few[count++] = value;
      return;
    }
    IdentityHashMap<Object, Integer> numbers = all == null ? numbered() : all;
    numbers.put(value, count++);
    all = numbers;
  }

  private IdentityHashMap<Object, Integer> numbered() {
    IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    for (int i = 0; i < FEW; i++) {
      numbers.put(few[i], i);
    }
    return numbers;
  }

  private void refuseCycle(Object value) throws IOException {
    for (int i = 0; i < pendingCount; i++) {
      if (pending[i] == value) {
        throw new NotSerializableException(value.getClass().getName() + ", which contains itself");
      }
    }
  }
}
