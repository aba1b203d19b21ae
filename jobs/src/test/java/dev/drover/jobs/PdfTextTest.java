package dev.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfTextTest {
  @TempDir
  Path folder;

  @BeforeAll
  static void noSystemFonts() {
    PdfLibrary.prepare();
  }

  @Test
  void linesAndPagesComeInOrderWithAFormFeedAfterEachPage() throws Exception {
    Path file = Pdfs.write(folder.resolve("a.pdf"), "first line\nsecond line", "page two");

    assertThat(text(file)).isEqualTo("first line\nsecond line\n\fpage two\n\f");
  }

  @Test
  void aPageWithoutContentHasItsFormFeedToo() throws Exception {
    Path file = Pdfs.write(folder.resolve("a.pdf"), "", "middle", "");

    assertThat(text(file)).isEqualTo("\n\fmiddle\n\f\n\f");
  }

  @Test
  void textIsUtf8() throws Exception {
    Path file = Pdfs.write(folder.resolve("a.pdf"), "Grüße, 5 €");

    assertThat(text(file)).startsWith("Grüße, 5 €");
  }

  @Test
  void theFunctionIsTheOneOfTheJob() throws Exception {
    Path file = Pdfs.write(folder.resolve("a.pdf"), "hello");

    byte[] bytes = Jobs.find("pdf-text").orElseThrow().function().apply(file);

    assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("hello\n\f");
  }

  @Test
  void aFileEncryptedWithAnEmptyPasswordIsRead() throws Exception {
    Path file = Pdfs.writeProtected(folder.resolve("a.pdf"), "", "open secret");

    assertThat(text(file)).isEqualTo("open secret\n\f");
  }

  @Test
  void aFileThatNeedsAPasswordIsRefused() throws Exception {
    Path file = Pdfs.writeProtected(folder.resolve("a.pdf"), "sesame", "secret");

    assertRefused(file, "needs a password; write a copy without one, for example with qpdf --decrypt");
  }

  @Test
  void somethingElseIsRefusedWithWhatItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("a.pdf"), "<!DOCTYPE html>\n<p>404");

    assertRefused(
        file, "is not a PDF: it starts with \"<!DOCTYPE html>?\"; leave it out or get the real file");
  }

  @Test
  void anEmptyFileIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("a.pdf"));

    assertRefused(file, "is empty; check that it was written to its end");
  }

  @Test
  void aTruncatedFileIsRefused() throws Exception {
    Path file = Pdfs.writeCut(folder.resolve("a.pdf"), 60);

    assertThatThrownBy(() -> PdfText.read(file))
        .isInstanceOf(JobInputException.class)
        .hasMessageStartingWith(file + " is a PDF damaged beyond repair: ")
        .hasMessageEndingWith("; get it again from where it came, or repair it, for example with qpdf or mutool clean")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aMissingFileIsRefused() {
    assertRefused(folder.resolve("no.pdf"), "does not exist; check the name and the folder it is relative to");
  }

  @Test
  void aFolderIsRefused() {
    assertRefused(folder, "is not a regular file; name the files in it, for example with a glob");
  }

  @Test
  void theRefusalNamesTheFile() {
    Path file = folder.resolve("no.pdf");

    assertThatThrownBy(() -> PdfText.read(file))
        .isInstanceOfSatisfying(JobInputException.class, e -> assertThat(e.file()).isEqualTo(file));
  }

  @Test
  void anInterruptIsNotTakenForDamage() throws Exception {
    Path file = Pdfs.write(folder.resolve("a.pdf"), "never read");

    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> PdfText.read(file))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageStartingWith("interrupted ");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(PdfText.read(file), StandardCharsets.UTF_8);
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> PdfText.read(file))
        .isInstanceOf(JobInputException.class)
        .hasMessage(file + " " + why);
  }
}
