package dev.drover.internal.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes small scalars one behind another, as {@link ObjectCodec#encode} would each for itself: for tiny items a payload for
 * each would cost more than the items. For one thread at a time.
 */
public final class StretchWriter {
  /** No more than this and one small text are held together, so that a reader needs no large array for them. */
  private static final int FULL_BYTES = 32 << 10;

  /** A first guess; where it is too small the block doubles. */
  private static final int LEAST_BYTES = 64;

  private static final int USUAL_BYTES = 4;

  private Encoder encoder;

  /** For nobody knows how many values. */
  public StretchWriter() {
    this(1);
  }

  /**
   * For so many values, as far as is known.
   *
   * @param values 1 or more
   */
  public StretchWriter(int values) {
    this.encoder = encoder(Math.clamp((long) values * USUAL_BYTES, LEAST_BYTES, FULL_BYTES + LEAST_BYTES));
  }

  /** For the code of their classes nobody is asked: all of them are classes of the JDK. */
  private static Encoder encoder(int bytes) {
    return new Encoder(new Sink(bytes), NoClasses.NONE, Code.IGNORED, null);
  }

  /**
   * Adds a value.
   *
   * @param small one of those that {@link ObjectCodec#isSmallScalar(Object)} is true of
   */
  public void add(@Nullable Object small) {
    int before = encoder.out.used();
    try {
      put(small);
    } catch (OutOfMemoryError e) {
      encoder.out.back(before); // what was added before is whole
      throw e;
    } catch (IOException impossible) {
      throw new UncheckedIOException("a small scalar is written without a stream", impossible);
    }
  }

  /**
   * Adds values until it is time to begin another stretch, or one comes that can't be added: as {@link #add} for each, at less cost.
   *
   * @param values perhaps not all of them small scalars
   * @param from the first
   * @param to the one after the last
   * @return the one after the last that was added
   */
  public int add(@Nullable Object[] values, int from, int to) {
    int next = from;
    while (next < to && !isFull()) {
      int after = encoder.out.putNumbers(values, next, to, FULL_BYTES);
      if (after < to && !isFull() && ObjectCodec.isSmallScalar(values[after])) {
        if (!adds(values[after], after > from)) {
          return after;
        }
        after++;
      }
      if (after == next) {
        return next;
      }
      next = after;
    }
    return next;
  }

  /** And makes room. False if there is no memory for that, and others were added before, which are whole. */
  private boolean adds(@Nullable Object small, boolean others) {
    try {
      add(small);
      return true;
    } catch (OutOfMemoryError e) {
      if (others) {
        return false;
      }
      throw e;
    }
  }

  /** Numbers first: to find out how any other class is written takes as long as to write one. */
  private void put(@Nullable Object small) throws IOException {
    if (small instanceof Integer number) {
      encoder.out.put(Tag.INTEGER);
      encoder.out.putNumber(number);
    } else if (small instanceof Long number) {
      encoder.out.put(Tag.LONG);
      encoder.out.putNumber(number);
    } else {
      encoder.value(small);
    }
  }

  /**
   * Adds a number that is no value of its own.
   *
   * @param number any; the nearer to 0, the fewer bytes
   */
  public void addNumber(long number) {
    encoder.out.putNumber(number);
  }

  /**
   * Whether it is time to begin another stretch.
   *
   * @return true above some ten kilobytes
   */
  public boolean isFull() {
    return encoder.out.used() >= FULL_BYTES;
  }

  /**
   * What was added since the last call.
   *
   * @return for a {@link StretchReader}
   */
  public Payload take() {
    int used = encoder.out.used();
    Payload payload = encoder.out.payload();
    encoder = encoder(Math.clamp(used + used / 8, LEAST_BYTES, FULL_BYTES + LEAST_BYTES)); // neighbours are alike
    return payload;
  }
}
