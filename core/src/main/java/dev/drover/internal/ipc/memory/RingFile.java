package dev.drover.internal.ipc.memory;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.Quietly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The mapped file of one worker in which parent and worker keep a lane for each direction. Thread-safe. */
/*
 *     create() of the parent --> open() of the worker --> unlink() of the parent --> close() of either
 *
 * From unlink() on the file has no name: what is left of it goes with the second of the two processes, however that ends.
 */
public final class RingFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final MappedWords file;

  private RingFile(Path path, FileChannel channel, MappedWords file) {
    this.path = path;
    this.channel = channel;
    this.file = file;
  }

  /**
   * Parent: creates the file of a worker that is about to be started.
   *
   * @param path must not exist
   * @return the file; it is removed again if this fails
   * @throws IOException if there is no room for it, or it can't be mapped
   */
  public static RingFile create(Path path) throws IOException {
    requireRoom(path, RingLayout.FIRST_BYTES);
    FileChannel channel = MappableFile.create(path);
    boolean done = false;
    try {
      MappableFile.fill(channel, RingLayout.DATA + RingLayout.CAPACITY);
      MappableFile.fill(channel.position(RingLayout.data(1)), RingLayout.CAPACITY);
      MappedWords created = MappedWords.map(channel, RingLayout.SIZE);
      created.set(RingLayout.CORES, Runtime.getRuntime().availableProcessors());
      created.header(RingLayout.MAGIC, RingLayout.VERSION);
      done = true;
      return new RingFile(path, channel, created);
    } finally {
      if (!done) {
        Quietly.close(channel, "a file of rings");
        MappableFile.remove(path);
      }
    }
  }

  /** The status blocks of other workers go into the same folder, and they can't do without. */
  private static void requireRoom(Path path, long bytes) throws IOException {
    long room = MappableFile.room(path.toAbsolutePath().resolveSibling(""));
    if (bytes > room) {
      throw new IOException("%s has room for %,d bytes beside what others may need; %,d were wanted"
          .formatted(path.getParent(), room, bytes));
    }
  }

  /**
   * Worker: opens what the parent created.
   *
   * @param path where
   * @return the file
   * @throws IOException if it is gone, can't be mapped, or is no file of this version
   */
  public static RingFile open(Path path) throws IOException {
    FileChannel channel = MappableFile.open(path);
    boolean done = false;
    try {
      MappedWords opened = MappedWords.map(channel, RingLayout.SIZE);
      opened.requireHeader(path, "a file of rings", RingLayout.MAGIC, RingLayout.VERSION);
      done = true;
      return new RingFile(path, channel, opened);
    } finally {
      if (!done) {
        Quietly.close(channel, "a file of rings");
      }
    }
  }

  /** Writes the rest of a lane, so that there is memory under it. False if there is no room; the lane stays as it is then. */
  boolean extend(int lane) {
    int rest = RingLayout.LARGE - RingLayout.CAPACITY;
    try {
      requireRoom(path, rest);
      MappableFile.fill(channel.position(RingLayout.data(lane) + RingLayout.CAPACITY), rest);
      return true;
    } catch (IOException noRoom) {
      Log.debug("a ring stays small", noRoom);
      return false;
    }
  }

  /**
   * The lane that the parent sends on.
   *
   * @return the memory
   */
  public Lane toWorker() {
    return new MappedLane(this, file, 0);
  }

  /**
   * The lane that the worker sends on.
   *
   * @return the memory
   */
  public Lane toParent() {
    return new MappedLane(this, file, 1);
  }

  /**
   * How many processors the parent has.
   *
   * @return as it said; a worker is told that it has only a part of them
   */
  public long cores() {
    return file.get(RingLayout.CORES);
  }

  /** Both have it mapped, or nobody will: takes its name away. Idempotent. */
  public void unlink() {
    MappableFile.remove(path);
  }

  /** Unmaps it; whoever uses a lane gets an error from then on. Idempotent. */
  @Override
  public void close() {
    file.close();
    Quietly.close(channel, "a file of rings");
  }
}
