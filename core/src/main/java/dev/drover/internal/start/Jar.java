package dev.drover.internal.start;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Our classes as a jar of the cache's own: a cache holds for a jar in one place, and not at all for a folder. */
final class Jar {
  private Jar() {}

  /** Takes its name when it is complete. */
  static void write(Path classes, Path jar) throws IOException {
    Path part = jar.resolveSibling(jar.getFileName() + ".part");
    if (Files.isDirectory(classes)) {
      pack(classes, part);
    } else {
      Files.copy(classes, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      for (Path each : files) {
        zip.putNextEntry(new ZipEntry(folder.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, zip);
      }
    }
  }
}
