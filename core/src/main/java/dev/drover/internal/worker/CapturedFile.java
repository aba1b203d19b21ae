package dev.drover.internal.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * One of the two files that a worker's output goes to. The process has it as descriptor 1 or 2 too; Java code prints through
 * a descriptor of our own, so a task that closes {@code FileDescriptor.out} harms nobody else.
 *
 * <p>Its length is asked through a {@link RandomAccessFile}, which unlike a channel survives an interrupt.
 */
final class CapturedFile {
  private final RandomAccessFile file;
  private final FileOutputStream append;
  private final Charset charset;
  private CapturedStream stream;
  private PrintStream printer;

  /** Up to where the output has been told to the parent. */
  private long mark;

  CapturedFile(Path path, Charset charset) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.append = new FileOutputStream(path.toFile(), true);
    this.charset = charset;
    this.stream = new CapturedStream(append);
    this.printer = new PrintStream(stream, false, charset);
  }

  PrintStream printer() {
    return printer;
  }

  /** The stream for the next item: the same if the last one left it intact. */
  PrintStream intact(PrintStream current) {
    if (current != printer || stream.isClosed()) {
      stream = new CapturedStream(append);
      printer = new PrintStream(stream, false, charset);
    }
    return printer;
  }

  /** Whether anything was printed since {@link #takeWritten}, or another stream is at the place of ours. */
  boolean isTouched(PrintStream current) {
    return current != printer || stream.isTouched();
  }

  boolean takeWritten() {
    return stream.takeWritten();
  }

  long mark() {
    return mark;
  }

  /** Moves the mark to the end. */
  long advance() {
    try {
      printer.flush();
      stream.flush();
      mark = file.length();
      return mark;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empties the file if nothing has been printed since the mark. */
  void empty() {
    try {
      if (file.length() == mark) {
        file.setLength(0);
        mark = 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
