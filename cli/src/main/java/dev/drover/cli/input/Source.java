package dev.drover.cli.input;

import java.io.IOException;
import java.util.Iterator;
import java.util.OptionalLong;

/** Inputs of one kind, read as they are needed. */
public interface Source extends AutoCloseable {
  /**
   * The inputs.
   *
   * @return to be read once, by one thread at a time
   */
  Iterator<Item> iterator();

  /**
   * How many there are. May take long, so ask in the background.
   *
   * @return empty if nobody knows before they are read
   * @throws IOException if they can't be counted
   */
  OptionalLong count() throws IOException;

  /**
   * What they are, for the plan.
   *
   * @return such as {@code files of 'data/*.pdf'}
   */
  String description();

  /** Ends a wait for the next input: there is none. Called from any thread. */
  @Override
  default void close() {}
}
