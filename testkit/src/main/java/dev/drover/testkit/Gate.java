package dev.drover.testkit;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Something that tasks wait at until a test opens it, or the other way round; across processes, since it is a file. It stays
 * open.
 *
 * @param file exists when the gate is open
 */
public record Gate(String file) implements Serializable {
  /** Lets all pass. */
  public void open() {
    try {
      Files.write(Path.of(file), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether it is open.
   *
   * @return true from {@link #open()} on
   */
  public boolean isOpen() {
    return Files.exists(Path.of(file));
  }

  /**
   * Waits until it is open.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public void pass() throws InterruptedException {
    Until.isTrue("the gate " + file + " is open", this::isOpen);
  }

  /** As {@link #pass()}, but as a task that doesn't react to an interrupt: it stays until the gate is open. */
  public void passDeaf() {
    boolean open = false;
    while (!open) {
      try {
        pass();
        open = true;
      } catch (InterruptedException ignored) {
        // that is what it is for
      }
    }
  }
}
