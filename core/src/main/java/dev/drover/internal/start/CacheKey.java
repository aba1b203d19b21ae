package dev.drover.internal.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What a cache is good for: our classes, byte for byte, on one JDK with one set of flags. A checksum does: it keeps builds
 * apart, and the JVM looks for itself whether the jar is the one that it knows.
 */
final class CacheKey {
  private CacheKey() {}

  /** The name of the folder for these classes, a jar or a folder. */
  static String of(Path classes) throws IOException {
    CRC32 jvm = new CRC32();
    String facts = String.join("\n", System.getProperty("java.home", ""), System.getProperty("java.vm.version", ""),
        System.getProperty("java.vm.vendor", ""), System.getProperty("os.arch", ""), JvmFlags.COMMON + " " + JvmFlags.WITH_CACHE);
    jvm.update(facts.getBytes(StandardCharsets.UTF_8));
    return "%08x-%08x".formatted(Files.isDirectory(classes) ? ofFolder(classes) : ofJar(classes), jvm.getValue());
  }

  private static long ofJar(Path jar) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(jar));
    return sum.getValue();
  }

  /** Names, sizes and times: a folder is what a compiler writes to, and that changes the times. */
  private static long ofFolder(Path folder) throws IOException {
    CRC32 sum = new CRC32();
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        FileTime time = Files.getLastModifiedTime(file);
        String facts = "%s %d %s\n".formatted(folder.relativize(file), Files.size(file), time);
        sum.update(facts.getBytes(StandardCharsets.UTF_8));
      }
    }
    return sum.getValue();
  }
}
