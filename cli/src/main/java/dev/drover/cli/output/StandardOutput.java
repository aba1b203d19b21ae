package dev.drover.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The command's standard output: buffered, flushed by a clock so that results are seen soon, and strict about errors,
 * which
 * {@code System.out} hides. Thread-safe.
 */
public final class StandardOutput {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int length;

  /**
   * On a raw stream.
   *
   * @param out unbuffered
   */
  public StandardOutput(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes text.
   *
   * @param text in UTF-8
   * @throws IOException if the other end is gone, say
   */
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  synchronized void write(byte[] bytes) throws IOException {
    if (bytes.length > BUFFER - length) {
      flush();
    }
    if (bytes.length > BUFFER) {
      out.write(bytes);
    } else {
      System.arraycopy(bytes, 0, buffer, length, bytes.length);
      length += bytes.length;
    }
  }

  /**
   * Whether {@link #flush()} has something to do.
   *
   * @return true if anything is kept back
   */
  public synchronized boolean pending() {
    return length > 0;
  }

  /**
   * Writes what has been kept back.
   *
   * @throws IOException if the other end is gone, say
   */
  public synchronized void flush() throws IOException {
    int pending = length;
    length = 0;
    out.write(buffer, 0, pending);
    out.flush();
  }
}
