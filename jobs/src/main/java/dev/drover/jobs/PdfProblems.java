package dev.drover.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Says in one message what is wrong with a PDF file. */
final class PdfProblems {
  /** As far as readers look for the mark; what comes before it is ignored. */
  private static final int HEADER = 1024;

  private static final String MARK = "%PDF-";

  private PdfProblems() {}

  static void requireReadable(Path file) throws JobInputException {
    if (!Files.exists(file)) {
      throw new JobInputException(file, "does not exist", "check the name and the folder it is relative to");
    }
    if (!Files.isRegularFile(file)) {
      throw new JobInputException(file, "is not a regular file", "name the files in it, for example with a glob");
    }
    if (!Files.isReadable(file)) {
      throw new JobInputException(file, "may not be read", "check its permissions");
    }
  }

  static JobInputException noPages(Path file) {
    return new JobInputException(file, "is a PDF without a page", "check that it was written to its end");
  }

  /** An interrupt closes the channel of the file, which looks like damage. */
  static IOException explain(Path file, Throwable cause) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      IOException interrupted = new InterruptedIOException("interrupted while reading " + file);
      interrupted.initCause(cause);
      return interrupted;
    }
    return refuse(file, cause);
  }

  private static JobInputException refuse(Path file, Throwable cause) throws IOException {
    if (cause instanceof InvalidPasswordException) {
      return new JobInputException(
          file, "needs a password", "write a copy without one, for example with qpdf --decrypt", cause);
    }
    String head = head(file);
    if (head.isEmpty()) {
      return new JobInputException(file, "is empty", "check that it was written to its end", cause);
    }
    if (!head.contains(MARK)) {
      return new JobInputException(
          file, "is not a PDF: it starts with " + quoted(head), "leave it out or get the real file", cause);
    }
    return new JobInputException(
        file,
        "is a PDF damaged beyond repair: " + reason(cause),
        "get it again from where it came, or repair it, for example with qpdf or mutool clean",
        cause);
  }

  private static String head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEADER), StandardCharsets.ISO_8859_1);
    }
  }

  private static String quoted(String head) {
    String start = head.substring(0, Math.min(16, head.length()));
    return '"' + start.replaceAll("[^ -~]", "?") + '"';
  }

  private static String reason(Throwable cause) {
    if (cause instanceof StackOverflowError) {
      return "its parts are nested too deeply";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message.strip().replaceAll("^Error: |\\.$", "");
  }
}
