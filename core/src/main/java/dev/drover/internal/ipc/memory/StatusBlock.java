package dev.drover.internal.ipc.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  private final Arena arena;

  /** A buffer and not a segment: to set up what reads words of segments would cost a worker ten milliseconds of its start. */
  private final ByteBuffer block;

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

  private StatusBlock(Arena arena, ByteBuffer block) {
    this.arena = arena;
    this.block = block.order(ByteOrder.nativeOrder());
  }

  /**
   * Creates the file of a worker that is about to be started.
   *
   * @param file must not exist
   * @return the block
   * @throws IOException if it can't be written, since the file system is full for example
   */
  public static StatusBlock create(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Words.fill(channel, StatusLayout.SIZE);
      StatusBlock created = map(channel);
      StatusLayout.set(created.block, StatusLayout.VERSION_AT, StatusLayout.VERSION);
      StatusLayout.set(created.block, StatusLayout.MAGIC_AT, StatusLayout.MAGIC);
      return created;
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
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      StatusBlock opened = map(channel);
      opened.requireKnown(file);
      StatusLayout.set(opened.block, StatusLayout.PID, pid);
      return opened;
    }
  }

  private static StatusBlock map(FileChannel channel) throws IOException {
    Arena arena = Arena.ofShared();
    return new StatusBlock(
        arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, StatusLayout.SIZE, arena).asByteBuffer());
  }

  private void requireKnown(Path file) throws IOException {
    long magic = StatusLayout.get(block, StatusLayout.MAGIC_AT);
    long version = StatusLayout.get(block, StatusLayout.VERSION_AT);
    if (magic != StatusLayout.MAGIC || version != StatusLayout.VERSION) {
      throw new IOException("%s has magic %x and version %d; a status block has %x and %d: parent and worker must run the "
          .formatted(file, magic, version, StatusLayout.MAGIC, StatusLayout.VERSION) + "same Drover");
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
    StatusLayout.set(block, StatusLayout.BATCH, batch);
    StatusLayout.set(block, StatusLayout.ITEM, item);
    StatusLayout.set(block, StatusLayout.START, start);
    StatusLayout.set(block, StatusLayout.OUT, out);
    StatusLayout.set(block, StatusLayout.ERR, err);
    StatusLayout.set(block, StatusLayout.PHASE, Phase.DECODING.code);
    StatusLayout.set(block, StatusLayout.PROGRESS, 0);
    StatusLayout.set(block, StatusLayout.RUN, run() | 1);
  }

  /**
   * Worker: the item's own code begins, after its input was decoded.
   *
   * @param start {@link System#nanoTime()}
   */
  public void ownCode(long start) {
    StatusLayout.set(block, StatusLayout.START, start);
    StatusLayout.set(block, StatusLayout.PHASE, Phase.OWN_CODE.code);
  }

  /** Worker: the item's own code has ended, in whatever way; what came of it is encoded. */
  public void reporting() {
    StatusLayout.set(block, StatusLayout.PHASE, Phase.REPORTING.code);
  }

  /** Worker: the item has ended and its result is on its way. */
  public void ended() {
    StatusLayout.set(block, StatusLayout.RUN, (run() | 1) + 1);
  }

  /**
   * Worker: it is alive.
   *
   * @param now {@link System#nanoTime()}
   */
  public void beat(long now) {
    StatusLayout.set(block, StatusLayout.HEARTBEAT, now);
  }

  /**
   * Worker: the item tells that it makes progress.
   *
   * @param when {@link System#nanoTime()} of the last time
   */
  public void progress(long when) {
    StatusLayout.set(block, StatusLayout.PROGRESS, when);
  }

  /**
   * Worker: it is about to end. The first reason stays.
   *
   * @param why the reason
   */
  public void ending(Ending why) {
    if (ending() == Ending.NONE) {
      StatusLayout.set(block, StatusLayout.ENDING, why.code);
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
      Phase phase = Phase.of(StatusLayout.get(block, StatusLayout.PHASE));
      Running seen = new Running(
          StatusLayout.get(block, StatusLayout.BATCH),
          (int) StatusLayout.get(block, StatusLayout.ITEM),
          StatusLayout.get(block, StatusLayout.START),
          phase,
          StatusLayout.get(block, StatusLayout.OUT),
          StatusLayout.get(block, StatusLayout.ERR),
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
    return StatusLayout.get(block, StatusLayout.RUN);
  }

  /**
   * Parent: when the worker was alive.
   *
   * @return {@link System#nanoTime()} of the worker, 0 if never
   */
  public long heartbeat() {
    return StatusLayout.get(block, StatusLayout.HEARTBEAT);
  }

  /**
   * Parent: when the running item told of progress.
   *
   * @return {@link System#nanoTime()} of the worker, 0 if never
   */
  public long progress() {
    return StatusLayout.get(block, StatusLayout.PROGRESS);
  }

  /**
   * Parent: why the worker ends.
   *
   * @return the reason
   */
  public Ending ending() {
    return Ending.of(StatusLayout.get(block, StatusLayout.ENDING));
  }

  /** Unmaps the block; nobody may use it any more. The file stays. */
  @Override
  public void close() {
    arena.close();
  }
}
