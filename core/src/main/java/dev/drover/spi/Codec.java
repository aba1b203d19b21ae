package dev.drover.spi;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Encodes values of some types in a way of its own; found through {@link java.util.ServiceLoader}, and has to be on the
 * class path of the workers too. Thread-safe.
 */
public interface Codec {
  /**
   * What it is called in encoded data.
   *
   * @return a short, stable name
   */
  String name();

  /**
   * Whether it encodes values of this class.
   *
   * @param type the exact class of a value
   * @return true if it does
   */
  boolean handles(Class<?> type);

  /**
   * Writes a value.
   *
   * @param value of a class that it handles
   * @param out where to
   * @throws IOException if it can't be written
   */
  void write(Object value, DataOutput out) throws IOException;

  /**
   * Reads a value back.
   *
   * @param type the class that was written
   * @param in where from
   * @return the value
   * @throws IOException if it can't be read
   */
  Object read(Class<?> type, DataInput in) throws IOException;
}
