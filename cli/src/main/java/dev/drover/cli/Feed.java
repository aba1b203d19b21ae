package dev.drover.cli;

import dev.drover.cli.input.Item;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The inputs on their way into the pool: remembers those that have no outcome yet, which the pool keeps to a window,
 * and can be shut. Read by one thread at a time; everything else is called from any thread.
 */
final class Feed implements Iterator<Object> {
  private final Iterator<Item> items;
  private final OnRead onRead;
  private final Map<Long, Item> pending = new ConcurrentHashMap<>();
  private long next;
  private volatile boolean shut;
  private volatile boolean exhausted;

  /** Is told of each input before the pool gets it. */
  @FunctionalInterface
  interface OnRead {
    void read(long index, Item item);
  }

  Feed(Iterator<Item> items, OnRead onRead) {
    this.items = items;
    this.onRead = onRead;
  }

  @Override
  public boolean hasNext() {
    if (shut) {
      return false;
    }
    boolean more = items.hasNext();
    exhausted = !more && !shut;
    return more;
  }

  @Override
  public Object next() {
    // no second look at shut: who was told that there is one more gets it
    Item item = items.next();
    onRead.read(next, item);
    pending.put(next++, item);
    return item.value();
  }

  /** The input of an outcome; it is forgotten. */
  Item take(long index) {
    return Optional.ofNullable(pending.remove(index))
        .orElseThrow(() -> new IllegalStateException("outcome " + index + " has no input"));
  }

  Optional<Item> peek(long index) {
    return Optional.ofNullable(pending.get(index));
  }

  /** There are no more inputs from now on. */
  void shut() {
    shut = true;
  }

  /** Whether all inputs were read. */
  boolean exhausted() {
    return exhausted;
  }
}
