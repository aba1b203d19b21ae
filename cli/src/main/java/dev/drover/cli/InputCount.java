package dev.drover.cli;

import dev.drover.cli.input.Source;
import java.io.IOException;
import java.util.OptionalLong;

/** Counts the inputs in the background, while they are already being worked on. */
final class InputCount implements AutoCloseable {
  private final Source source;
  private final Thread thread;
  private volatile OptionalLong counted = OptionalLong.empty();

  InputCount(Source source) {
    this.source = source;
    this.thread = Thread.ofPlatform().daemon().name("drover-count").start(this::count);
  }

  private void count() {
    try {
      counted = source.count();
    } catch (IOException e) {
      counted = OptionalLong.empty(); // the run itself will say what is wrong
    }
  }

  /** How many there are, as soon as it is known. */
  OptionalLong get() {
    if (counted.isEmpty() && !thread.isAlive()) {
      count(); // a stream knows when it has been read
    }
    return counted;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
