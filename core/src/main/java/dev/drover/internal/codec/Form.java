package dev.drover.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one class are written. The writer begins with the tag, and the tag alone says how to read.
 *
 * @param kind whether such a value can be met twice
 * @param writer writes the tag and the value
 */
record Form(Kind kind, Writer<Object> writer) {
  /** What may happen to a value between its first and its last byte. */
  enum Kind {
    /** Holds no other value and has no identity worth keeping. */
    LEAF,
    /** May be met again, but exists only when all its parts do, so that it can't be a part of itself. */
    CLOSED,
    /** Exists before its parts, so that it may be a part of itself. */
    OPEN
  }

  /** Writes a value with its tag. */
  interface Writer<T> {
    void write(T value, Encoder to) throws IOException;
  }

  /** Reads a value whose tag was read. */
  interface Reader {
    @Nullable Object read(Decoder from) throws IOException, ReflectiveOperationException;
  }
}
