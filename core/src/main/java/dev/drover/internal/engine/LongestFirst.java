package dev.drover.internal.engine;

import dev.drover.internal.journal.Journal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of which those go first that took longest in an earlier call; those that it did not know go as if they took
 * the median.
 *
 * <p>Inputs are read ahead of those that are handed out, up to {@link #LOOK_AHEAD}, unless the caller has said how far;
 * the longest of what has been read goes next. At the beginning nothing is handed out for a moment, so that there is
 * something to choose from. What takes no time worth speaking of goes last, in its own order, and in batches as ever:
 * neighbours of the same rank go together. Nothing is overtaken for ever, however endless the inputs: they are cut into
 * rounds.
 *
 * <p>If outcomes are handed out in the order of the inputs, no input is read that is further ahead than the window
 * allows: it would have to wait for those before it, which could not start any more.
 *
 * <p>Guarded by the dispatcher's lock. The rank asks the input for its text, which is code of the user's: that is done
 * by who reads, outside of the lock.
 */
final class LongestFirst implements Inputs {
  static final int LOOK_AHEAD = 4096;
  private static final long ROUND = 4L * LOOK_AHEAD;
  private static final Duration GATHERED_AFTER = Duration.ofMillis(50);

  /** An input on its way from the reader. */
  private record Ranked(@Nullable Object input, long rank) {}

  private record Entry(long index, Ranked ranked) {
    long round() {
      return index / ROUND;
    }

    long rank() {
      return ranked.rank;
    }

    boolean follows(Entry before) {
      return index == before.index + 1 && rank() == before.rank();
    }
  }

  private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::round)
      .thenComparing(Comparator.comparingLong(Entry::rank).reversed())
      .thenComparingLong(Entry::index);

  private final Dispatcher dispatcher;
  private final PulledInputs source;
  private final Runnable arrived;
  private final int lookAhead;

  // guarded by lock
  private final PriorityQueue<Entry> queue = new PriorityQueue<>(ORDER);
  /** Where those begin that were taken and not yet asked for. */
  private final Queue<Long> firsts = new ArrayDeque<>();
  private long read;
  private long taken;
  private long limit;
  private boolean gathering;

  /** Looks no further than the window if {@code bounded}. */
  LongestFirst(Iterator<?> inputs, Journal journal, Dispatcher dispatcher, Runnable arrived, boolean bounded) {
    this.dispatcher = dispatcher;
    this.arrived = arrived;
    this.lookAhead = bounded ? 0 : LOOK_AHEAD;
    this.source = new PulledInputs(ranked(inputs, journal), dispatcher, this::read);
  }

  private static Iterator<Ranked> ranked(Iterator<?> inputs, Journal journal) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return inputs.hasNext();
      }

      @Override
      public Ranked next() {
        Object input = inputs.next();
        return new Ranked(input, journal.rank(input));
      }
    };
  }

  private long furthest() {
    return Math.max(limit, taken + lookAhead);
  }

  private void read() {
    pour();
    gathering &= source.left() < 0 && read < furthest();
    if (!gathering) {
      arrived.run();
    }
  }

  private void pour() {
    source.take(Integer.MAX_VALUE).forEach(this::add);
  }

  private void add(Object ranked) {
    queue.add(new Entry(read++, (Ranked) ranked));
  }

  @Override
  public void readAhead() {
    dispatcher.lock.lock();
    try {
      gathering = taken == 0;
    } finally {
      dispatcher.unlock();
    }
    source.readAhead();
    var _ = Ticker.after(GATHERED_AFTER, this::gathered);
  }

  private void gathered() {
    dispatcher.lock.lock();
    try {
      if (gathering) {
        gathering = false;
        arrived.run();
      }
    } finally {
      dispatcher.unlock();
    }
  }

  @Override
  public void readHere(int most) {
    source.readHere(most);
  }

  @Override
  @SuppressWarnings("NullAway") // inputs may be null
  public List<Object> take(int most) {
    int room = Math.min(most, ready());
    List<Object> tokens = new ArrayList<>();
    if (room > 0) {
      Entry last = queue.remove();
      firsts.add(last.index);
      tokens.add(last.ranked.input);
      while (tokens.size() < room && !queue.isEmpty() && queue.element().follows(last)) {
        last = queue.remove();
        tokens.add(last.ranked.input);
      }
    }
    taken += tokens.size();
    allow(limit);
    return tokens;
  }

  @Override
  public long first(long takenBefore) {
    return firsts.remove();
  }

  @Override
  public long left() {
    long unread = source.left();
    return unread < 0 ? unread : unread + queue.size();
  }

  @Override
  public int ready() {
    return gathering ? 0 : Math.clamp(limit - taken, 0, queue.size());
  }

  @Override
  public boolean exhausted() {
    return source.exhausted() && queue.isEmpty();
  }

  @Override
  public @Nullable Throwable failure() {
    return source.failure();
  }

  @Override
  @SuppressWarnings("NullAway") // inputs may be null
  public List<Object> stop() {
    source.stop().forEach(this::add);
    List<Entry> unwanted = queue.stream().sorted(Comparator.comparingLong(Entry::index)).toList();
    queue.clear();
    unwanted.forEach(e -> firsts.add(e.index));
    List<Object> tokens = new ArrayList<>();
    unwanted.forEach(e -> tokens.add(e.ranked.input));
    return tokens;
  }

  @Override
  public void allow(long newLimit) {
    limit = newLimit;
    source.allow(furthest());
  }
}
