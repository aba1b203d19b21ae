package dev.drover.internal.engine;

import org.jspecify.annotations.Nullable;

/** The values of a call's first items, by index; of use in one thread. */
final class Filled {
  /** With room for all items of the call. */
  final @Nullable Object[] values;
  /** How many there are. */
  int count;

  Filled(int room) {
    this.values = new @Nullable Object[room];
  }
}
