package dev.drover.internal.journal;

import dev.drover.internal.host.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How long the items of earlier calls took, for the order of this one; and a place for what this one finds out.
 *
 * <p>It is a convenience: whatever goes wrong with the disk is told once, and the call goes on without. Items of less
 * than {@link #LEAST_NANOS} are not remembered one by one, so cheap items cost no more than a look at their time. What
 * was found out is written once a second, so a killed process loses that much. No file is kept open. Thread-safe.
 */
public final class Journal implements AutoCloseable {
  /** What takes less is as good as unknown. */
  public static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  /** What takes less need not go first: it fits into any gap. As long as a batch aims at. */
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  /** A median of fewer says nothing. */
  private static final int LEAST_ITEMS = 10;

  private final Path path;
  private final Map<Long, Line> known;
  private final Optional<Line> median;
  private final boolean knowsLong;
  private final Durations durations = new Durations();
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by lock
  private final @Nullable JournalFile file;
  private final StringBuilder unwritten = new StringBuilder();
  private long writtenAt = System.nanoTime();
  private boolean gaveUp;
  private boolean closed;

  private Journal(Path path, @Nullable JournalFile file, JournalFile.Content content) {
    this.path = path;
    this.file = file;
    this.known = content.items();
    this.median = content.median().filter(m -> m.key() >= LEAST_ITEMS);
    this.knowsLong = known.values().stream().anyMatch(l -> l.nanos() >= LONG_NANOS);
  }

  /**
   * Reads what there is.
   *
   * @param path need not exist
   * @return a journal, with nothing in it if the file can't be read
   * @throws IllegalArgumentException if the file is something else
   */
  public static Journal open(Path path) {
    try {
      JournalFile file = new JournalFile(path);
      return new Journal(path, file, file.read());
    } catch (IOException e) {
      Log.warn("the journal %s can't be read; the call goes on without".formatted(path), e);
      return new Journal(path, null, new JournalFile.Content(Map.of(), Optional.empty()));
    }
  }

  /**
   * Whether anything in it is worth another order than that of the inputs.
   *
   * @return true if an item took long
   */
  public boolean knowsLong() {
    return knowsLong;
  }

  /**
   * The median of the times of all items of the last call, as far as that got.
   *
   * @return empty if there was none, or it had too few items
   */
  public Optional<Duration> median() {
    return median.map(m -> Duration.ofNanos(m.nanos()));
  }

  /**
   * How far ahead an item should go. Calls the input's {@code toString}, so not under a lock.
   *
   * @param input an item
   * @return its time, or the median if it is not known; 0 if that is short
   */
  public long rank(@Nullable Object input) {
    Line line = known.get(ItemKey.of(input));
    long nanos = line != null ? line.nanos() : median.map(Line::nanos).orElse(0L);
    return nanos < LONG_NANOS ? 0 : nanos;
  }

  /**
   * An item had a value.
   *
   * @param nanos how long it took
   * @return whether the item itself is to be told of by {@link #ran}, once no lock is held
   */
  public boolean took(long nanos) {
    durations.add(nanos);
    return nanos >= LEAST_NANOS || knowsLong;
  }

  /**
   * An item had a value. Calls the input's {@code toString}.
   *
   * @param input the item
   * @param nanos how long it took
   */
  public void ran(@Nullable Object input, long nanos) {
    long key = ItemKey.of(input);
    if (key != ItemKey.NONE && (nanos >= LEAST_NANOS || known.containsKey(key))) {
      add(new Line(Line.Word.RAN, key, nanos));
    }
  }

  /**
   * An item was stopped since it took too long. Calls the input's {@code toString}.
   *
   * @param input the item
   * @param nanos how long it had run
   */
  public void stopped(@Nullable Object input, long nanos) {
    long key = ItemKey.of(input);
    Line before = known.get(key);
    if (key != ItemKey.NONE && nanos >= LEAST_NANOS && (before == null || before.nanos() < nanos)) {
      add(new Line(Line.Word.STOPPED, key, nanos));
    }
  }

  private void add(Line line) {
    lock.lock();
    try {
      unwritten.append(line.text());
      if (closed) {
        write(); // a thread that was late
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes what has been found out, if the last time is a while ago. */
  public void flush() {
    if (lock.tryLock()) {
      try {
        if (System.nanoTime() - writtenAt >= PAUSE_NANOS && !unwritten.isEmpty()) {
          write();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Writes the rest, and the median. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      write();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    if (durations.count() >= LEAST_ITEMS) {
      unwritten.append(new Line(Line.Word.MEDIAN, durations.count(), durations.median()).text());
    }
    String lines = unwritten.toString();
    unwritten.setLength(0);
    writtenAt = System.nanoTime();
    JournalFile to = file;
    if (to == null || gaveUp || lines.isEmpty()) {
      return;
    }
    try {
      to.append(lines);
    } catch (IOException e) {
      gaveUp = true;
      Log.warn("the journal %s can't be written; the call goes on without".formatted(path), e);
    }
  }
}
