package dev.drover.internal.ipc.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A small file that a parent and its worker have mapped: words of 64 bits in the byte order of the machine, the first two of
 * which say what it is. Thread-safe.
 */
/*
 * A buffer and not a segment, fences around plain accesses and not handles: the accesses are whole since they are aligned, and
 * what segments and handles set up at their first use would cost a worker more of its start than the file does in all its life.
 */
final class MappedWords implements AutoCloseable {
  private static final int MAGIC_AT = 0;
  private static final int VERSION_AT = 8;

  private final Arena arena;
  private final ByteBuffer file;

  MappedWords(Arena arena, ByteBuffer file) {
    this.arena = arena;
    this.file = file.order(ByteOrder.nativeOrder());
  }

  static MappedWords map(FileChannel channel, int size) throws IOException {
    Arena arena = Arena.ofShared();
    return new MappedWords(arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena).asByteBuffer());
  }

  /** Says what it is, when all else is there. */
  void header(long magic, long version) {
    set(VERSION_AT, version);
    set(MAGIC_AT, magic);
  }

  /** Unmaps it if it is something else than what is so called. */
  void requireHeader(Path path, String what, long magic, long version) throws IOException {
    long isMagic = get(MAGIC_AT);
    long isVersion = get(VERSION_AT);
    if (isMagic != magic || isVersion != version) {
      close();
      throw new IOException("%s has magic %x and version %d; %s has %x and %d: parent and worker must run the same Drover"
          .formatted(path, isMagic, isVersion, what, magic, version));
    }
  }

  /** With the memory effects of an acquire. */
  long get(int at) {
    long value = file.getLong(at);
    VarHandle.acquireFence();
    return value;
  }

  /** With the memory effects of a release. */
  void set(int at, long value) {
    VarHandle.releaseFence();
    file.putLong(at, value);
  }

  /** A part of it, as bytes. */
  ByteBuffer bytes(int at, int size) {
    return file.slice(at, size);
  }

  /** Unmaps it; whoever uses it gets an {@link IllegalStateException} from then on. Idempotent. */
  @Override
  public void close() {
    synchronized (arena) {
      if (arena.scope().isAlive()) {
        arena.close();
      }
    }
  }
}
