package dev.drover.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The function of {@code pdf-text}.
 *
 * <p>The file is read in pages as it is needed, not as a whole. PDFBox's own memory for streams is kept on the heap and not
 * in scratch files: a worker may be killed at any moment, and would leave them behind.
 */
final class PdfText {
  private PdfText() {}

  static byte[] read(Path file) throws IOException {
    PdfLibrary.prepare();
    PdfProblems.requireReadable(file);
    try (PDDocument document = Loader.loadPDF(file.toFile(), "", null, null, IOUtils.createMemoryOnlyStreamCache())) {
      return text(file, document);
    } catch (JobInputException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw PdfProblems.explain(file, e);
    }
  }

  private static byte[] text(Path file, PDDocument document) throws IOException {
    if (document.getNumberOfPages() == 0) {
      throw PdfProblems.noPages(file);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      new PageText().writeText(document, writer);
    }
    return bytes.toByteArray();
  }
}
