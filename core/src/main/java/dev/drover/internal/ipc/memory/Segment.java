package dev.drover.internal.ipc.memory;

import dev.drover.internal.host.ProcessName;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that several processes have mapped, as this process sees it. Thread-safe. */
/*
 * States of the header's word:
 *
 *     OPEN --close() of the owner--> CLOSED
 *
 * An owner that ends leaves it OPEN: others may go on with it.
 */
final class Segment {
  private final SegmentName name;
  private final Shelf shelf;
  private final Path link;
  private final boolean owned;
  private final Arena arena;
  private final MemorySegment file;
  private final Words header;

  private Segment(SegmentName name, Shelf shelf, Path link, boolean owned, Arena arena, MemorySegment file) {
    this.name = name;
    this.shelf = shelf;
    this.link = link;
    this.owned = owned;
    this.arena = arena;
    this.file = file;
    this.header = new Words(file);
  }

  /** A new one on this shelf, all zeros. */
  static Segment create(Shelf shelf, long number, long size) throws IOException {
    shelf.requireRoom(size + SegmentLayout.DATA);
    Path folder = shelf.enter();
    SegmentName name = new SegmentName(folder.getFileName().toString(), number);
    Path link = folder.resolve(name.toString());
    Optional<Segment> made = Optional.empty();
    try {
      made = Optional.of(createFile(name, shelf, link, size));
      return made.get();
    } finally {
      if (made.isEmpty()) {
        MappableFile.remove(link);
        shelf.leave();
      }
    }
  }

  private static Segment createFile(SegmentName name, Shelf shelf, Path link, long size) throws IOException {
    try (FileChannel channel = MappableFile.create(link)) {
      MappableFile.fill(channel, size + SegmentLayout.DATA);
      Segment made = map(name, shelf, link, true, channel);
      made.writeHeader(size);
      return made;
    }
  }

  private void writeHeader(long size) {
    ProcessName self = ProcessName.current();
    header.set(SegmentLayout.VERSION_AT, SegmentLayout.VERSION);
    header.set(SegmentLayout.SIZE_AT, size);
    header.set(SegmentLayout.PID_AT, self.pid());
    header.set(SegmentLayout.START_AT, self.startMillis());
    header.set(SegmentLayout.STATE_AT, SegmentLayout.OPEN);
    header.set(SegmentLayout.MAGIC_AT, SegmentLayout.MAGIC);
  }

  /** One that another process has made, found on this shelf. */
  static Segment attach(Shelf shelf, SegmentName name, Path source) throws IOException {
    Path link = shelf.enter().resolve(name.toString());
    Optional<Segment> attached = Optional.empty();
    try {
      Files.createLink(link, source);
      attached = Optional.of(open(name, shelf, link));
      return attached.get();
    } finally {
      if (attached.isEmpty()) {
        MappableFile.remove(link);
        shelf.leave();
      }
    }
  }

  private static Segment open(SegmentName name, Shelf shelf, Path link) throws IOException {
    try (FileChannel channel = MappableFile.open(link)) {
      Segment opened = map(name, shelf, link, false, channel);
      opened.requireKnown();
      return opened;
    }
  }

  private static Segment map(SegmentName name, Shelf shelf, Path link, boolean owned, FileChannel channel)
      throws IOException {
    Arena arena = Arena.ofShared();
    return new Segment(name, shelf, link, owned, arena,
        channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena));
  }

  private void requireKnown() throws IOException {
    long magic = header.get(SegmentLayout.MAGIC_AT);
    long version = header.get(SegmentLayout.VERSION_AT);
    if (magic != SegmentLayout.MAGIC || version != SegmentLayout.VERSION) {
      arena.close();
      throw new IOException("%s has magic %x and version %d; shared memory has %x and %d: all processes must run the same Drover"
          .formatted(link, magic, version, SegmentLayout.MAGIC, SegmentLayout.VERSION));
    }
  }

  SegmentName name() {
    return name;
  }

  /** Whether this process made it. */
  boolean isOwned() {
    return owned;
  }

  /** What is in it, without the header. */
  MemorySegment data() {
    return file.asSlice(SegmentLayout.DATA, header.get(SegmentLayout.SIZE_AT));
  }

  boolean isOpen() {
    return arena.scope().isAlive() && header.get(SegmentLayout.STATE_AT) == SegmentLayout.OPEN;
  }

  /** Gives back this process's share of it; its owner ends it for all. Only {@link Segments} calls this, once. */
  void release() {
    if (owned) {
      header.set(SegmentLayout.STATE_AT, SegmentLayout.CLOSED);
    }
    arena.close();
    MappableFile.remove(link);
    shelf.leave();
  }
}
