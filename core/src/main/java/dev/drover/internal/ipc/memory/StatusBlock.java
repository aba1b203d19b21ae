package dev.drover.internal.ipc.memory;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a worker is doing at this moment, in a file that worker and parent have both mapped. It can be read without the
 * worker's help, and after its death.
 */
/*
 * Idea: the worker publishes which item it runs since when; the parent reads it at any time. Whatever kills the worker, the
 * kernel keeps what it had stored, so the parent knows exactly which item was running.
 *
 * One writer (the task thread) per word; heartbeat and progress belong to the timer thread. The run word counts starts and
 * ends: odd while an item runs. States of the run word:
 *
 *     even --starting()--> odd --ended()--> even
 *
 * starting() stores batch, item, start and positions first and the odd run word last (release), so a reader that sees an odd
 * run word (acquire) sees what belongs to it. A reader that sees the run word change while it reads starts again: at that
 * moment the item has ended anyway. A worker that dies between two items leaves an even word: nobody is to blame.
 */
public final class StatusBlock implements AutoCloseable {
  private static final int READ_ATTEMPTS = 100;

  private final MappedWords block;

  // What this worker has stored before: of most items it is the same, and of tiny ones each store counts.
  private long lastBatch;
  private long lastOut;
  private long lastErr;
  private long lastRun;

  /** Why a worker ends, as far as it can tell itself. */
  public enum Ending {
    /** It does not, or was killed. */
    NONE(0),
    /** It was told to. */
    ORDERLY(1),
    /** Its heap was exhausted, and it could not even say in which item: the running one. */
    OUT_OF_MEMORY(2),
    /** Its heap was exhausted, and the item was reported. */
    OUT_OF_MEMORY_REPORTED(3),
    /** Somebody called {@code System.exit}, or a signal asked it to end: its shutdown hooks ran. */
    EXITING(4);

    private final long code;

    Ending(long code) {
      this.code = code;
    }

    private static Ending of(long code) {
      return Arrays.stream(values()).filter(e -> e.code == code).findAny().orElse(NONE);
    }
  }

  /** What is done about the running item. */
  public enum Phase {
    /** Its function and its input are decoded. */
    DECODING(0),
    /** Its own code runs. */
    OWN_CODE(1),
    /** What came of it is encoded. */
    REPORTING(2);

    private final long code;

    Phase(long code) {
      this.code = code;
    }

    private static Phase of(long code) {
      return Arrays.stream(values()).filter(p -> p.code == code).findAny().orElse(DECODING);
    }
  }

  /**
   * An item that runs.
   *
   * @param batch its batch
   * @param item its place in the batch
   * @param start {@link System#nanoTime()} of the worker, when its own code began, or the decoding before that
   * @param phase what is done about it
   * @param out size of the output file then
   * @param err size of the error file then
   * @param run tells this start from every other one of the worker
   */
  public record Running(long batch, int item, long start, Phase phase, long out, long err, long run) {}

  private StatusBlock(MappedWords block) {
    this.block = block;
  }

  /**
   * Creates the file of a worker that is about to be started.
   *
   * @param file must not exist
   * @return the block
   * @throws IOException if it can't be written, since the file system is full for example
   */
  public static StatusBlock create(Path file) throws IOException {
    try (FileChannel channel = MappableFile.create(file)) {
      MappableFile.fill(channel, StatusLayout.SIZE);
      MappedWords created = MappedWords.map(channel, StatusLayout.SIZE);
      created.header(StatusLayout.MAGIC, StatusLayout.VERSION);
      return new StatusBlock(created);
    }
  }

  /**
   * Opens the file that the parent created.
   *
   * @param file where
   * @param pid of this worker
   * @return the block
   * @throws IOException if it is not a status block of this version
   */
  public static StatusBlock open(Path file, long pid) throws IOException {
    try (FileChannel channel = MappableFile.open(file)) {
      MappedWords opened = MappedWords.map(channel, StatusLayout.SIZE);
      opened.requireHeader(file, "a status block", StatusLayout.MAGIC, StatusLayout.VERSION);
      opened.set(StatusLayout.PID, pid);
      return new StatusBlock(opened);
    }
  }

  /**
   * Worker: an item starts.
   *
   * @param batch its batch
   * @param item its place in the batch
   * @param start {@link System#nanoTime()}
   * @param out size of the output file
   * @param err size of the error file
   */
  public void starting(long batch, int item, long start, long out, long err) {
    // Keeps the stores below from being seen before the even run word of the item before.
    VarHandle.storeStoreFence();
    if (batch != lastBatch || out != lastOut || err != lastErr) {
      changed(batch, out, err);
    }
    block.set(StatusLayout.ITEM, item);
    block.set(StatusLayout.START, start);
    block.set(StatusLayout.PHASE, Phase.DECODING.code);
    block.set(StatusLayout.PROGRESS, 0);
    lastRun |= 1;
    block.set(StatusLayout.RUN, lastRun);
  }

  private void changed(long batch, long out, long err) {
    lastBatch = batch;
    lastOut = out;
    lastErr = err;
    block.set(StatusLayout.BATCH, batch);
    block.set(StatusLayout.OUT, out);
    block.set(StatusLayout.ERR, err);
  }

  /**
   * Worker: the item's own code begins, after its input was decoded.
   *
   * @param start {@link System#nanoTime()}
   */
  public void ownCode(long start) {
    block.set(StatusLayout.START, start);
    block.set(StatusLayout.PHASE, Phase.OWN_CODE.code);
  }

  /**
   * Worker: the item's own code has ended, and that of its neighbour begins, which counts as begun when this one did.
   *
   * @param next its place in the batch
   */
  public void following(int next) {
    ended();
    VarHandle.storeStoreFence(); // as at any start
    block.set(StatusLayout.ITEM, next);
    lastRun |= 1;
    block.set(StatusLayout.RUN, lastRun);
  }

  /** Worker: the item's own code has ended, in whatever way; what came of it is encoded. */
  public void reporting() {
    block.set(StatusLayout.PHASE, Phase.REPORTING.code);
  }

  /** Worker: the item has ended and its result is on its way. */
  public void ended() {
    lastRun = (lastRun | 1) + 1;
    block.set(StatusLayout.RUN, lastRun);
  }

  /**
   * Worker: it is alive.
   *
   * @param now {@link System#nanoTime()}
   */
  public void beat(long now) {
    block.set(StatusLayout.HEARTBEAT, now);
  }

  /**
   * Worker: the item tells that it makes progress.
   *
   * @param when {@link System#nanoTime()} of the last time
   */
  public void progress(long when) {
    block.set(StatusLayout.PROGRESS, when);
  }

  /**
   * Worker: it is about to end. The first reason stays.
   *
   * @param why the reason
   */
  public void ending(Ending why) {
    if (ending() == Ending.NONE) {
      block.set(StatusLayout.ENDING, why.code);
    }
  }

  /**
   * Parent: what runs at this moment, or ran when the worker died.
   *
   * @return empty if no item does
   */
  public Optional<Running> running() {
    for (int i = 0; i < READ_ATTEMPTS; i++) {
      long run = run();
      if ((run & 1) == 0) {
        return Optional.empty();
      }
      // Before the start: one that is seen with the own code is the start of that, or a later one.
      Phase phase = Phase.of(block.get(StatusLayout.PHASE));
      Running seen = new Running(
          block.get(StatusLayout.BATCH),
          (int) block.get(StatusLayout.ITEM),
          block.get(StatusLayout.START),
          phase,
          block.get(StatusLayout.OUT),
          block.get(StatusLayout.ERR),
          run);
      if (run == run()) {
        return Optional.of(seen);
      }
    }
    // Items so short that none could be looked at: none of them is worth looking at.
    return Optional.empty();
  }

  /**
   * Which start of an item it is that runs.
   *
   * @return another number for each start and each end of an item, odd while one runs
   */
  public long run() {
    return block.get(StatusLayout.RUN);
  }

  /**
   * Whether an item runs that has got as far as its own code, and not beyond.
   *
   * @return false while its function or its input is decoded
   */
  public boolean isInOwnCode() {
    return (run() & 1) == 1 && block.get(StatusLayout.PHASE) == Phase.OWN_CODE.code;
  }

  /**
   * Parent: when the worker was alive.
   *
   * @return {@link System#nanoTime()} of the worker, 0 if never
   */
  public long heartbeat() {
    return block.get(StatusLayout.HEARTBEAT);
  }

  /**
   * Parent: when the running item told of progress.
   *
   * @return {@link System#nanoTime()} of the worker, 0 if never
   */
  public long progress() {
    return block.get(StatusLayout.PROGRESS);
  }

  /**
   * Parent: why the worker ends.
   *
   * @return the reason
   */
  public Ending ending() {
    return Ending.of(block.get(StatusLayout.ENDING));
  }

  /** Unmaps the block; nobody may use it any more. The file stays. */
  @Override
  public void close() {
    block.close();
  }
}
