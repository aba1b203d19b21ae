package dev.drover.internal.ipc.memory;

import dev.drover.internal.host.Log;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The mapped file of one worker in which parent and worker keep a lane for each direction. Thread-safe. */
/*
 *     create() of the parent --> open() of the worker --> unlink() of the parent --> close() of either
 *
 * From unlink() on the file has no name: what is left of it goes with the second of the two processes, however that ends.
 */
public final class RingFile implements AutoCloseable {
  private static final long MOST_RESERVED = 64 << 20;
  private static final int RESERVED_PART = 16;

  private final Path path;
  private final Arena arena;

  /** A buffer and not a segment, as in {@link StatusBlock}. */
  private final ByteBuffer file;

  private RingFile(Path path, Arena arena, ByteBuffer file) {
    this.path = path;
    this.arena = arena;
    this.file = file.order(ByteOrder.nativeOrder());
  }

  /**
   * Parent: creates the file of a worker that is about to be started.
   *
   * @param path must not exist
   * @return the file; it is removed again if this fails
   * @throws IOException if there is no room for it, or it can't be mapped
   */
  public static RingFile create(Path path) throws IOException {
    requireRoom(path);
    try (FileChannel channel = FileChannel.open(
        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return create(path, channel);
    }
  }

  private static RingFile create(Path path, FileChannel channel) throws IOException {
    RingFile created = null;
    try {
      Words.fill(channel, RingLayout.SIZE);
      created = map(path, channel);
      StatusLayout.set(created.file, RingLayout.CORES, Runtime.getRuntime().availableProcessors());
      StatusLayout.set(created.file, RingLayout.VERSION_AT, RingLayout.VERSION);
      StatusLayout.set(created.file, RingLayout.MAGIC_AT, RingLayout.MAGIC);
      return created;
    } finally {
      if (created == null) {
        remove(path);
      }
    }
  }

  /** The status blocks of other workers go into the same folder, and they can't do without. */
  private static void requireRoom(Path path) throws IOException {
    var store = Files.getFileStore(path.toAbsolutePath().getParent());
    long reserved = Math.min(MOST_RESERVED, store.getTotalSpace() / RESERVED_PART);
    long room = Math.max(0, store.getUsableSpace() - reserved);
    if (RingLayout.SIZE > room) {
      throw new IOException("%s has room for %,d bytes beside what others may need; %,d were wanted"
          .formatted(path.getParent(), room, RingLayout.SIZE));
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
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      RingFile opened = map(path, channel);
      opened.requireKnown();
      return opened;
    }
  }

  private static RingFile map(Path path, FileChannel channel) throws IOException {
    Arena arena = Arena.ofShared();
    return new RingFile(
        path, arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, RingLayout.SIZE, arena).asByteBuffer());
  }

  private void requireKnown() throws IOException {
    long magic = StatusLayout.get(file, RingLayout.MAGIC_AT);
    long version = StatusLayout.get(file, RingLayout.VERSION_AT);
    if (magic != RingLayout.MAGIC || version != RingLayout.VERSION) {
      close();
      throw new IOException("%s has magic %x and version %d; a file of rings has %x and %d: parent and worker must run the "
          .formatted(path, magic, version, RingLayout.MAGIC, RingLayout.VERSION) + "same Drover");
    }
  }

  /**
   * The lane that the parent sends on.
   *
   * @return the memory
   */
  public Lane toWorker() {
    return new MappedLane(file, 0);
  }

  /**
   * The lane that the worker sends on.
   *
   * @return the memory
   */
  public Lane toParent() {
    return new MappedLane(file, 1);
  }

  /**
   * How many processors the parent has.
   *
   * @return as it said; a worker is told that it has only a part of them
   */
  public long cores() {
    return StatusLayout.get(file, RingLayout.CORES);
  }

  /** Both have it mapped, or nobody will: takes its name away. Idempotent. */
  public void unlink() {
    remove(path);
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      Log.debug("removing " + path, e);
    }
  }

  /** Unmaps it; whoever uses a lane gets an error from then on. Idempotent. */
  @Override
  public void close() {
    synchronized (arena) {
      if (arena.scope().isAlive()) {
        arena.close();
      }
    }
  }
}
