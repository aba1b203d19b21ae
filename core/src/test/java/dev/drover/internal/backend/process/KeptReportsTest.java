package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptReportsTest {
  @TempDir Path folder;

  private Path report() throws IOException {
    return Files.writeString(folder.resolve("hs_err_7.log"), "# crash\n");
  }

  @Test
  void aReportIsMovedIntoAFolderOfTheUsersOwn() throws IOException {
    Path state = folder.resolve("state/crashes");
    Path kept = new KeptReports(List.of(state)).keep(report(), 7);
    assertThat(kept).hasParent(state).hasContent("# crash");
    assertThat(kept.getFileName().toString()).matches("hs_err_\\d{8}-\\d{6}-\\d{3}-7\\.log");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state))).isEqualTo("rwx------");
    assertThat(folder.resolve("hs_err_7.log")).doesNotExist();
    assertThat(files(state)).hasSize(1);
  }

  @Test
  void theOldestGoWhenThereAreTooMany() throws IOException {
    Path state = Files.createDirectory(folder.resolve("state"));
    for (int i = 0; i < KeptReports.MOST + 5; i++) {
      Files.writeString(state.resolve("hs_err_20200101-000000-%03d-1.log".formatted(i)), "old");
    }
    Files.writeString(state.resolve("notes.txt"), "somebody else's");
    Path kept = new KeptReports(List.of(state)).keep(report(), 7);
    assertThat(files(state)).hasSize(KeptReports.MOST + 1).contains(kept, state.resolve("notes.txt"));
    assertThat(state.resolve("hs_err_20200101-000000-005-1.log")).doesNotExist();
  }

  @Test
  void whereAFolderCannotBeMadeTheNextOneIsTaken() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path other = folder.resolve("other");
    assertThat(new KeptReports(List.of(file.resolve("crashes"), other)).keep(report(), 7)).hasParent(other);
    Path report = report();
    assertThat(new KeptReports(List.of(file.resolve("crashes"))).keep(report, 7)).isEqualTo(report).exists();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
