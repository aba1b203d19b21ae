package dev.drover.internal.ipc.memory;

import dev.drover.internal.host.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What all files have in common that processes map. */
final class MappableFile {
  private static final long MOST_RESERVED = 64 << 20;
  private static final int RESERVED_PART = 16;

  /** Made once, and only in a process that makes files. */
  private static final class Zeros {
    private static final ByteBuffer BLOCK = ByteBuffer.allocateDirect(1 << 18).asReadOnlyBuffer();
  }

  private MappableFile() {}

  /** A new one; must not exist. */
  static FileChannel create(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** One that is there. */
  static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Zeros, written and not just sized: a store into a page that the file system has no room for would be fatal later. */
  static void fill(FileChannel channel, long size) throws IOException {
    ByteBuffer zeros = Zeros.BLOCK.duplicate();
    for (long left = size; left > 0; ) {
      zeros.clear().limit((int) Math.min(left, zeros.capacity()));
      left -= channel.write(zeros);
    }
  }

  /** How many bytes a folder's file system has room for: a part is left to those who can't do without. */
  static long room(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    return Math.max(0, store.getUsableSpace() - Math.min(MOST_RESERVED, store.getTotalSpace() / RESERVED_PART));
  }

  /** Takes its name away, if it has one; what can't be removed stays, and the log tells. */
  static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      Log.debug("removing " + path, e);
    }
  }
}
