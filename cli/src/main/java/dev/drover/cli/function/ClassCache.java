package dev.drover.cli.function;

import dev.drover.cli.disk.PrivateFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compiled functions on disk, one file each, named by the hash of everything that went into it.
 *
 * <p>A file begins with the hash of its rest, so that a torn or foreign one is not believed and simply made again.
 * Files appear by rename, so two processes may write the same one at once. The folder is its owner's alone, since
 * what is in it gets run. Whatever goes wrong with the disk, the command works without the cache.
 */
final class ClassCache {
  private static final int MOST_FILES = 200;
  private static final int HASH_LENGTH = 64;
  private static final String SUFFIX = ".classes";

  private final Optional<Path> folder;

  /**
   * A cache.
   *
   * @param folder where; empty for none
   */
  ClassCache(Optional<Path> folder) {
    this.folder = folder;
  }

  Optional<Compiled> find(String key) {
    return folder.flatMap(dir -> read(dir.resolve(key + SUFFIX)));
  }

  private static Optional<Compiled> read(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      if (all.length < HASH_LENGTH) {
        return Optional.empty();
      }
      byte[] rest = java.util.Arrays.copyOfRange(all, HASH_LENGTH, all.length);
      String said = new String(all, 0, HASH_LENGTH, java.nio.charset.StandardCharsets.US_ASCII);
      if (!said.equals(Hash.of(rest))) {
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now())); // the oldest unused go first
      return Optional.of(decode(rest));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void keep(String key, Compiled compiled) {
    if (folder.isEmpty()) {
      return;
    }
    Path dir = folder.get();
    try {
      PrivateFolder.make(dir);
      Path temporary = Files.createTempFile(dir, "new", ".tmp");
      try {
        byte[] rest = encode(compiled);
        Files.write(temporary, concat(Hash.of(rest).getBytes(java.nio.charset.StandardCharsets.US_ASCII), rest));
        Files.move(temporary, dir.resolve(key + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
      trim(dir);
    } catch (IOException | UncheckedIOException e) {
      System.getLogger("dev.drover").log(System.Logger.Level.DEBUG, "functions are not cached in " + dir, e);
    }
  }

  /** Drops the files unused for longest, and temporary files that a killed process left. */
  private static void trim(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      List<Path> newestFirst = files.sorted(Comparator.comparing(ClassCache::lastUse).reversed()).toList();
      Instant old = Instant.now().minusSeconds(3600);
      for (int i = 0; i < newestFirst.size(); i++) {
        Path file = newestFirst.get(i);
        boolean left = file.toString().endsWith(".tmp") && lastUse(file).toInstant().isBefore(old);
        if (i >= MOST_FILES || left) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static FileTime lastUse(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  private static byte[] encode(Compiled compiled) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(compiled.mainClass());
    out.writeInt(compiled.classes().size());
    for (Map.Entry<String, byte[]> entry : compiled.classes().entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      out.write(entry.getValue());
    }
    return bytes.toByteArray();
  }

  private static Compiled decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String mainClass = in.readUTF();
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      classes.put(name, in.readNBytes(in.readInt()));
    }
    return new Compiled(mainClass, classes);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
