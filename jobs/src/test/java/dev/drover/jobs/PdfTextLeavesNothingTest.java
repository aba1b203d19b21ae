package dev.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfTextLeavesNothingTest {
  @TempDir
  Path folder;

  /** PDFBox as it comes writes a font cache into the home folder and warnings to standard error for such files. */
  @Test
  void aProcessWritesNothingToHomeNorTempNorStandardError() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path temp = Files.createDirectory(folder.resolve("temp"));
    Path good = Pdfs.write(folder.resolve("good.pdf"), "needs a font that the file does not carry");
    Path cut = Pdfs.writeCut(folder.resolve("cut.pdf"), 60);
    Path err = folder.resolve("err");

    List<String> out = run(home, temp, err, good, cut);

    assertThat(out).hasSize(2).last().isEqualTo("refused");
    assertThat(err).isEmptyFile();
    assertThat(home).isEmptyDirectory();
    assertThat(temp).isEmptyDirectory();
  }

  private List<String> run(Path home, Path temp, Path err, Path... files) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+PerfDisableSharedMem",
        "-Duser.home=" + home,
        "-Djava.io.tmpdir=" + temp,
        "-cp",
        System.getProperty("java.class.path"),
        PdfTextMain.class.getName());
    List.of(files).forEach(file -> builder.command().add(file.toString()));
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out);
  }
}
