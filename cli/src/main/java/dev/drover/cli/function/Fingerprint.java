package dev.drover.cli.function;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** What a compiled function depends on besides its own source: the JDK and every file of the class path. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(List<Path> classPath) {
    StringBuilder text = new StringBuilder(Runtime.version().toString());
    Stream<Path> own = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of);
    Stream.concat(classPath.stream(), own).forEach(entry -> describe(entry, text));
    return Hash.of(text.toString());
  }

  private static void describe(Path entry, StringBuilder text) {
    try {
      Files.walkFileTree(entry, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          text.append('\n').append(file.toAbsolutePath()).append(' ').append(attributes.size());
          text.append(' ').append(attributes.lastModifiedTime().toMillis());
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      text.append('\n').append(entry).append(" unreadable");
    }
  }
}
