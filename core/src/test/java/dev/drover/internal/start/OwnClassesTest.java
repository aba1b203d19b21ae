package dev.drover.internal.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where workers load Drover from, by what the parent's class loader says. */
class OwnClassesTest {
  @TempDir private Path folder;

  @Test
  void aFileOrAFolderIsUsedAsItIs() throws IOException {
    Path jar = folder.resolve("a place 100%/core.jar");
    assertThat(OwnClasses.of(jar.toUri().toString(), folder)).isEqualTo(jar);
    assertThat(OwnClasses.of("jar:" + jar.toUri() + "!/", folder)).isEqualTo(jar);
  }

  @Test
  void aJarWithinAJarIsCopiedOnceForAllWhoAskAtTheSameTime() throws Exception {
    Path outer = folder.resolve("outer.jar");
    try (OutputStream file = Files.newOutputStream(outer);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("lib/core.jar"));
      out.write(new byte[] {1, 2, 3});
      out.closeEntry();
    }
    String location = "jar:" + outer.toUri() + "!/lib/core.jar!/";
    Path place = Files.createDirectory(folder.resolve("place"));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Path>> copies =
          Stream.generate(() -> threads.submit(() -> OwnClasses.of(location, place))).limit(8).toList();
      for (Future<Path> copy : copies) {
        assertThat(copy.get()).isEqualTo(place.resolve("drover-core.jar")).hasBinaryContent(new byte[] {1, 2, 3});
      }
    }
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void whatCannotBeCopiedIsNamedWithItsWayOut() {
    assertThatThrownBy(() -> OwnClasses.of("bundle://7.0:1/", folder))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("bundle://7.0:1/", "put drover-core.jar on the class path as a file");
  }
}
