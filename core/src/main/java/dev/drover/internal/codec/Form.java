package dev.drover.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one class are written.
 *
 * @param kind whether such a value can be met twice
 * @param tag by which the family knows the class; as a rule the one that the value begins with
 * @param writer writes the tag and the value
 */
record Form(Kind kind, int tag, Writer writer) {
  /** What may happen to a value between its first and its last byte. */
  enum Kind {
    /** Holds no other value and has no identity worth keeping. */
    LEAF,
    /** May be met again, but exists only when all its parts do, so that it can't be a part of itself. */
    CLOSED,
    /** Exists before its parts, so that it may be a part of itself. */
    OPEN
  }

  /** Writes the values of some classes. */
  interface Writer {
    /** Writes a value with its tag. */
    void write(int tag, Object value, Encoder to) throws IOException;
  }

  /** Reads what begins with some tags. */
  interface Reader {
    /** Reads a value whose tag was read. */
    @Nullable Object read(int tag, Decoder from) throws IOException, ReflectiveOperationException;
  }

  /**
   * Both. One class with a switch for many kinds of values: with two lambdas for each, a program would make a hundred classes
   * before its first value travels.
   */
  interface Family extends Writer, Reader {}

  void write(Object value, Encoder to) throws IOException {
    writer.write(tag, value, to);
  }
}
