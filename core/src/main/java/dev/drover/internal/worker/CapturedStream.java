package dev.drover.internal.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What {@code System.out} of a worker writes to: the captured file. Nothing is kept back but single bytes, so what was
 * printed before a crash is there. Closing it harms only the one who did.
 */
final class CapturedStream extends OutputStream {
  private static final int CAPACITY = 1024;

  private final FileOutputStream file;
  private final byte[] singles = new byte[CAPACITY];
  private int count;
  private volatile boolean closed;
  private volatile boolean written;

  CapturedStream(FileOutputStream file) {
    this.file = file;
  }

  /** Whether anything was written since this was last asked. */
  boolean takeWritten() {
    boolean was = written;
    if (was) {
      written = false;
    }
    return was;
  }

  /** Whether it is closed, or anything was written since {@link #takeWritten}. */
  boolean isTouched() {
    return written || closed;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    written = true;
    singles[count++] = (byte) b;
    if (count == CAPACITY) {
      flush();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    written = true;
    flush();
    file.write(bytes, offset, length);
  }

  @Override
  public synchronized void flush() throws IOException {
    int n = count;
    count = 0;
    if (n > 0) {
      file.write(singles, 0, n);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    flush();
  }
}
