package dev.drover.internal.engine;

import dev.drover.internal.host.Log;
import dev.drover.spi.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks twenty times a second, as long as a run with {@link Copies} lasts, for items that take much longer than others,
 * and tells once more to stop what is over: an attempt may have been between its hand-over and its start when it was
 * told first.
 */
final class CopyWatch {
  static final String TOO_LATE = "another attempt of the item was quicker";
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Dispatcher dispatcher;
  private final Backend backend;
  private final Run run;
  private final Copies copies;

  private CopyWatch(Dispatcher dispatcher, Backend backend, Run run) {
    this.dispatcher = dispatcher;
    this.backend = backend;
    this.run = run;
    this.copies = run.copies;
  }

  /** Watches a run that begins, if it makes copies at all. */
  static void begin(Dispatcher dispatcher, Backend backend, Run run) {
    if (run.copies.areMade() && backend.slots() > 1) {
      new CopyWatch(dispatcher, backend, run).again();
    }
  }

  private void again() {
    var _ = Ticker.after(PAUSE, this::lookAndGoOn);
  }

  private void lookAndGoOn() {
    try {
      look();
    } catch (RuntimeException e) {
      Log.warn("looking for items to copy failed; the next look comes", e);
    }
    if (!ended()) {
      again();
    }
  }

  private boolean ended() {
    dispatcher.lock.lock();
    try {
      return run.ended();
    } finally {
      dispatcher.unlock();
    }
  }

  private void look() {
    if (copies.anyOver()) {
      backend.stop(run.work, copies::isOver, TOO_LATE);
    }
    Optional<Duration> median = run.work.median().get();
    if (median.isPresent() && onlyWaits()) {
      List<Backend.Running> running = backend.running();
      want(running.stream().filter(r -> r.work() == run.work).toList(), copies.after(median.get().toNanos()));
    }
  }

  private boolean onlyWaits() {
    dispatcher.lock.lock();
    try {
      return run.onlyWaits();
    } finally {
      dispatcher.unlock();
    }
  }

  private void want(List<Backend.Running> running, long after) {
    long now = System.nanoTime();
    dispatcher.lock.lock();
    try {
      running.stream()
          .filter(r -> now - r.sinceNanos() > after)
          .forEach(r -> copies.want(r.index(), now - r.sinceNanos()));
      if (copies.waiting() > 0) {
        run.share.open(); // the caller may be alone with it so far
        dispatcher.runnable(run);
      }
    } finally {
      dispatcher.unlock();
    }
  }
}
