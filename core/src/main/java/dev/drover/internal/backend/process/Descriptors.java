package dev.drover.internal.backend.process;

import dev.drover.internal.codec.Misuse;
import java.io.File;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToIntFunction;

/**
 * Whether the items of a worker leave files and sockets open: the process ends with "Too many open files" then, long after the
 * item that is to blame. The parent counts what the worker has open, so that nothing of it is in the worker's way; where there is
 * no {@code /proc} nothing is told. One thread at a time.
 */
final class Descriptors {
  private static final int GROWTH = 64;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final LongToIntFunction count;
  private long items;
  private long itemsAtFirst;
  private int first;
  private long nextLook;
  private boolean told;

  Descriptors(LongToIntFunction count) {
    this.count = count;
  }

  Descriptors() {
    this(Descriptors::open);
  }

  private static int open(long pid) {
    String[] all = new File("/proc/" + pid + "/fd").list();
    return all == null ? 0 : all.length;
  }

  /** After a batch; gives what is to be told, once for a worker. */
  Optional<String> after(int batch, Object function, long pid, long now) {
    items += batch;
    if (told || now < nextLook) {
      return Optional.empty();
    }
    nextLook = now + PAUSE_NANOS;
    int open = count.applyAsInt(pid);
    if (first == 0) {
      // Not before the first batch: classes and libraries were loaded for it.
      first = open;
      itemsAtFirst = items;
      return Optional.empty();
    }
    boolean leaks = open - first >= GROWTH && items - itemsAtFirst >= GROWTH;
    told = leaks;
    return leaks ? Optional.of(text(open, function, pid)) : Optional.empty();
  }

  private String text(int open, Object function, long pid) {
    return "worker process %d has %d files and sockets open after %d items, and had %d after %d: %s leaves them open; close what "
        .formatted(pid, open, items, first, itemsAtFirst, Misuse.place(function))
        + "it opens (try-with-resources), or have workers replaced (recycleAfter)";
  }
}
