package dev.drover.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link StretchWriter} wrote, in the same order. For one thread at a time. */
public final class StretchReader {
  private final Decoder decoder;

  /**
   * Begins with the first value.
   *
   * @param payload the stretch
   */
  public StretchReader(Payload payload) {
    this.decoder = new Decoder(new Source(payload), NoClasses.NONE);
  }

  /**
   * The next value.
   *
   * @return what was written
   * @throws NotDecodableException if the bytes are damaged, or there are no more
   */
  public @Nullable Object next() throws NotDecodableException {
    try {
      // Integers first: to find out how any other class is read takes as long as to read one.
      int tag = decoder.in.get();
      return tag == Tag.INTEGER ? (Object) (int) decoder.in.getNumber() : decoder.value(tag);
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /**
   * The next values: as {@link #next} for each, at less cost.
   *
   * @param to where to put them
   * @param from the place of the first
   * @param count how many
   * @throws NotDecodableException if the bytes are damaged, or there are no more
   */
  public void next(@Nullable Object[] to, int from, int count) throws NotDecodableException {
    int end = from + count;
    for (int at = from; at < end; at++) {
      at += numbers(to, at, end - at);
      if (at < end) {
        to[at] = next();
      }
    }
  }

  private int numbers(@Nullable Object[] to, int from, int count) throws NotDecodableException {
    try {
      return decoder.in.numbers(to, from, count);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * The next number that is no value of its own.
   *
   * @return what was written
   * @throws NotDecodableException if the bytes are damaged, or there are no more
   */
  public long nextNumber() throws NotDecodableException {
    try {
      return decoder.in.getNumber();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static NotDecodableException damaged(Exception e) {
    return new NotDecodableException("a stretch of small values is damaged: " + e, e);
  }
}
