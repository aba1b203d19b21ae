package dev.drover;

import dev.drover.internal.function.Functions;
import java.util.Iterator;

/** Two sequences of inputs as one of pairs, as long as the shorter. */
record Zip(Iterator<?> first, Iterator<?> second) implements Iterator<Functions.Pair> {
  static Iterable<Functions.Pair> of(Iterable<?> first, Iterable<?> second) {
    return () -> new Zip(first.iterator(), second.iterator());
  }

  @Override
  public boolean hasNext() {
    return first.hasNext() && second.hasNext();
  }

  @Override
  public Functions.Pair next() {
    return new Functions.Pair(first.next(), second.next());
  }
}
