package dev.drover.internal.codec;

import dev.drover.task.Broadcast;
import dev.drover.task.Failure.Unserializable.What;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of broadcasts, as files in a folder that parent and workers see.
 *
 * <p>Idea: a broadcast is written as the path of a file that holds its encoded value, named by the hash of that. The file is
 * written when the broadcast is first met, and read by a worker when an item asks for the value. So the value is no part of any
 * message: it may have any size, holds up nobody, and is in memory once however many workers read it at that moment.
 *
 * <p>The file goes when no broadcast of that content is left in the parent; what is still to run holds its broadcasts. In a
 * worker the value lives as long as its broadcast, which the function holds that mentions it. Thread-safe.
 */
final class Broadcasts {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final int NAME_BYTES = 16;
  private static final int PIECE = 1 << 20;

  /** By path: those that this process has made or got, so that there is one of each. */
  private static final Map<String, WeakReference<Broadcast<?>>> KNOWN = new HashMap<>();

  /** Those that this process has got: they are passed on under the name they came with. */
  private static final Map<Broadcast<?>, String> RECEIVED = new WeakHashMap<>();

  /** How a worker reads them. */
  private static volatile @Nullable ObjectCodec reader;

  /** Has a thread of its own, so it is not made before it is needed. */
  private static final class Unused {
    private static final Cleaner CLEANER = Cleaner.create();
  }

  /** Where the files are; all of it is removed at the end. */
  private final Supplier<Path> folder;

  private final ParentClasses classes;
  private final int number = NUMBERS.incrementAndGet();

  // guarded by this
  private final Map<Broadcast<?>, Path> kept = new WeakHashMap<>();
  private final Map<Path, Integer> uses = new HashMap<>();

  Broadcasts(Supplier<Path> folder, ParentClasses classes) {
    this.folder = folder;
    this.classes = classes;
  }

  // --- writing ---

  /** The path of a broadcast's file; written if it is new. */
  synchronized String path(Broadcast<?> broadcast) throws IOException {
    Path known = kept.get(broadcast);
    Path file = known == null ? keep(broadcast) : known;
    return file.toString();
  }

  private Path keep(Broadcast<?> broadcast) throws IOException {
    Payload encoded = encode(broadcast);
    String name = HexFormat.of().formatHex(encoded.hash(), 0, NAME_BYTES);
    Path file = folder.get().resolve("broadcast-%d-%s".formatted(number, name));
    if (!Files.exists(file)) {
      write(encoded, file);
    }
    uses.merge(file, 1, Integer::sum);
    kept.put(broadcast, file);
    know(file.toString(), broadcast);
    Unused.CLEANER.register(broadcast, () -> forget(file));
    return file;
  }

  private Payload encode(Broadcast<?> broadcast) throws IOException {
    try {
      return new ObjectCodec(classes).encode(broadcast.value());
    } catch (NotEncodableException e) {
      throw new InvalidObjectException("the value of a broadcast can't travel: " + e.message(What.INPUT), e);
    }
  }

  /** Under another name first, so that nobody reads half of it. */
  private static void write(Payload encoded, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (ByteBuffer chunk : encoded.chunks()) {
        while (chunk.hasRemaining()) {
          out.write(chunk);
        }
      }
      Files.move(part, file);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw new IOException("the value of a broadcast has %d bytes, which can't be written to %s: %s; make room there, or let "
          .formatted(encoded.size(), file, e.getMessage()) + "workers read the value from where it comes", e);
    }
  }

  private synchronized void forget(Path file) {
    Integer left = uses.computeIfPresent(file, (_, count) -> count - 1);
    if (left != null && left == 0) {
      uses.remove(file);
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // the folder is removed at the end
    }
  }

  /** The name of a broadcast that is read in the process that has it. */
  static String inThisProcess(Broadcast<?> broadcast) {
    String name = "broadcast-" + System.identityHashCode(broadcast);
    synchronized (KNOWN) {
      WeakReference<Broadcast<?>> known = KNOWN.get(name);
      String free = known == null || known.get() == broadcast ? name : name + "-" + NUMBERS.incrementAndGet();
      know(free, broadcast);
      return free;
    }
  }

  // --- reading ---

  /** Nobody needs the files any more. */
  synchronized void close() {
    uses.keySet().forEach(Broadcasts::delete);
    uses.clear();
    kept.clear();
  }

  /** From now on broadcasts are read with this codec, whose classes are those of the only parent. */
  static void readWith(ObjectCodec codec) {
    reader = codec;
  }

  /** Under which path this process got it. */
  static String received(Broadcast<?> broadcast) throws IOException {
    synchronized (KNOWN) {
      String path = RECEIVED.get(broadcast);
      if (path == null) {
        throw new InvalidObjectException(
            "a worker can't make a broadcast for its parent: return the value itself, or open a pool for it here");
      }
      return path;
    }
  }

  /** The broadcast whose value is in a file: the one that this process has, or a new one. */
  static Broadcast<?> at(String path) {
    synchronized (KNOWN) {
      WeakReference<Broadcast<?>> reference = KNOWN.get(path);
      Broadcast<?> known = reference == null ? null : reference.get();
      if (known != null) {
        return known;
      }
      Broadcast<?> broadcast = Broadcast.lazily(() -> read(path));
      RECEIVED.put(broadcast, path);
      know(path, broadcast);
      return broadcast;
    }
  }

  private static void know(String path, Broadcast<?> broadcast) {
    synchronized (KNOWN) {
      KNOWN.values().removeIf(r -> r.get() == null);
      KNOWN.put(path, new WeakReference<>(broadcast));
    }
  }

  @SuppressWarnings("NullAway") // the value of a broadcast may be null
  private static Object read(String path) {
    ObjectCodec codec = reader;
    if (codec == null) {
      throw new IllegalStateException("the broadcast is gone in this process: keep it as long as results mention it");
    }
    try {
      return codec.decode(contents(Path.of(path)));
    } catch (IOException e) {
      throw new IllegalStateException("the value of a broadcast can't be read: " + e, e);
    } catch (NotDecodableException e) {
      throw new IllegalStateException("the value of a broadcast: " + e.getMessage(), e);
    }
  }

  private static Payload contents(Path file) throws IOException {
    List<ByteBuffer> pieces = new ArrayList<>();
    try (FileChannel in = FileChannel.open(file)) {
      for (long left = in.size(); left > 0; left -= PIECE) {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(left, PIECE));
        while (piece.hasRemaining() && in.read(piece) >= 0) {}
        pieces.add(piece.flip());
      }
    }
    return Payload.of(pieces);
  }
}
