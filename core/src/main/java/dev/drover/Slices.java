package dev.drover;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A sequence of inputs in slices of neighbours, read one slice at a time. */
record Slices<T>(Iterator<? extends T> inputs) implements Iterator<List<T>> {
  private static final int LENGTH = 1024;

  static <T> Iterable<List<T>> of(Iterable<? extends T> inputs) {
    return () -> new Slices<>(inputs.iterator());
  }

  @Override
  public boolean hasNext() {
    return inputs.hasNext();
  }

  @Override
  public List<T> next() {
    List<T> slice = new ArrayList<>();
    slice.add(inputs.next());
    while (slice.size() < LENGTH && inputs.hasNext()) {
      slice.add(inputs.next());
    }
    return slice;
  }
}
