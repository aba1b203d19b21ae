package dev.drover.internal.start;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.Uninterruptibly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Trains a cache beside the work of a program that runs for a while. A short one is left alone: it would be over before the
 * training is, every time.
 */
public final class Trainer implements AutoCloseable {
  /** After how many milliseconds training begins. */
  static final String PROPERTY = "drover.start.train.after";

  private static final long AFTER_MILLIS = 5_000;

  private final AotCache cache;
  private final Path work;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private Trainer(AotCache cache, Path work) {
    this.cache = cache;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name("drover-trainer").unstarted(this::run);
  }

  /**
   * Begins to wait.
   *
   * @param cache to train
   * @param work a folder for the files of the run, made when it begins
   * @return to be closed when the last worker has ended
   */
  public static Trainer start(AotCache cache, Path work) {
    Trainer trainer = new Trainer(cache, work);
    trainer.thread.start();
    return trainer;
  }

  private void run() {
    try {
      if (!closed.await(Long.getLong(PROPERTY, AFTER_MILLIS), TimeUnit.MILLISECONDS)) {
        Files.createDirectories(work);
        cache.train(work);
      }
    } catch (IOException | RuntimeException e) {
      Log.debug("no cache was trained", e);
    } catch (InterruptedException ended) {
      Log.debug("training was given up", ended);
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    Uninterruptibly.join(thread);
  }
}
