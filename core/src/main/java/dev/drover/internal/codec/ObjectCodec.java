package dev.drover.internal.codec;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values to payloads and back. Thread-safe, reusable; two of them work together if their locators do.
 *
 * <p>Code of the user runs while values are written and read. Whatever it throws, stack overflows included, becomes a
 * refusal of that one value; only a lack of memory is passed on.
 */
public final class ObjectCodec {
  private static final int MOST_ATTEMPTS = 10;

  /** Longer texts are not read or written in next to no time. */
  private static final int SMALL = 4096;

  private final ClassLocator locator;

  /**
   * Makes a codec.
   *
   * @param locator where classes live
   */
  public ObjectCodec(ClassLocator locator) {
    this.locator = locator;
  }

  /** From now on this codec also reads the values of broadcasts in this process, which is a worker. */
  public void readBroadcasts() {
    Broadcasts.readWith(this);
  }

  /**
   * Encodes a value.
   *
   * @param value any, or null
   * @return its bytes
   * @throws NotEncodableException if it, or a part of it, can't travel
   */
  public Payload encode(@Nullable Object value) throws NotEncodableException {
    return encode(value, false);
  }

  /**
   * Encodes a value that is sent to another process of this machine at once, once, and forgotten: large arrays of numbers are not
   * copied but stand beside the bytes, so whoever changes one before it is sent changes what is sent.
   *
   * @param value any, or null
   * @return its bytes, and arrays beside them
   * @throws NotEncodableException if it, or a part of it, can't travel
   */
  public Payload encodeForFrame(@Nullable Object value) throws NotEncodableException {
    return encode(value, true);
  }

  private Payload encode(@Nullable Object value, boolean beside) throws NotEncodableException {
    Optional<PlainLambda> lambda = value == null ? Optional.empty() : PlainLambda.of(value);
    Optional<Payload> written = lambda.flatMap(PlainLambda::written);
    if (written.isPresent()) {
      return written.get();
    }
    Payload payload = write(value, beside);
    return lambda.isPresent() ? lambda.get().written(payload) : payload;
  }

  private Payload write(@Nullable Object value, boolean beside) throws NotEncodableException {
    try {
      return locator instanceof ParentClasses parent && !isSmallScalar(value)
          ? withStatics(value, parent, beside)
          : plain(value, Code.IGNORED, beside);
    } catch (NotEncodableException | OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw Explanation.of(value, e);
    }
  }

  /**
   * Whether a value is encoded in next to no time, by no code but ours.
   *
   * @param value any
   * @return true for numbers, truth values, characters, short texts and null
   */
  public static boolean isSmallScalar(@Nullable Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || (value instanceof String text && text.length() <= SMALL)
        || value == null
        || value instanceof Boolean
        || value instanceof Float
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Character;
  }

  /**
   * Whether a value is encoded in next to no time, by no code of the user's.
   *
   * @param value any
   * @return true for small scalars, and for lambdas of the class path that capture nothing else
   */
  public static boolean isQuick(@Nullable Object value) {
    return isSmallScalar(value) || (value != null && PlainLambda.of(value).filter(PlainLambda::isPlain).isPresent());
  }

  /**
   * Where a function is written.
   *
   * @param function of a call
   * @return the name of the class; empty if it is none of the class path
   */
  public static Optional<String> writtenIn(Object function) {
    return PlainLambda.writtenIn(function);
  }

  /**
   * Whether a value is always encoded the same, in this process.
   *
   * @param value any
   * @return true for lambdas of the class path that capture nothing
   */
  public static boolean isFixed(Object value) {
    return PlainLambda.of(value).filter(PlainLambda::isFixed).isPresent();
  }

  private Payload plain(@Nullable Object value, Code code, boolean beside) throws IOException, NotEncodableException {
    List<Bulk> bulks = beside ? new ArrayList<>(0) : null;
    Encoder encoder = new Encoder(locator, code, bulks);
    encoder.value(value);
    Payload bytes = encoder.out.payload();
    return bulks == null ? bytes : bytes.with(bulks);
  }

  /** Code that was replaced since workers got it makes the numbers of its loaders change: all is written anew. */
  private Payload withStatics(@Nullable Object value, ParentClasses parent, boolean beside)
      throws IOException, NotEncodableException {
    for (int attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
      Statics statics = new Statics(parent);
      Payload payload = plain(value, statics, beside);
      Payload prefix = statics.prefix();
      if (!statics.isOutdated()) {
        return prefix.size() == 0 ? payload : Payload.joined(prefix, payload);
      }
    }
    throw new InvalidObjectException("its code changes while it is encoded; try again when it rests");
  }

  /**
   * Decodes a value.
   *
   * @param payload what {@link #encode} gave in this process or another one
   * @return the value, or null if it was null
   * @throws NotDecodableException if the bytes are damaged or refused, a class is missing, or its code threw
   */
  public @Nullable Object decode(Payload payload) throws NotDecodableException {
    Object number = payload.number();
    return number == null ? decode(new Source(payload)) : number;
  }

  /** The same of what is left. */
  @Nullable Object decode(Source in) throws NotDecodableException {
    try {
      return read(in);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new NotDecodableException("the value is nested too deeply for the stack of this thread", e);
    } catch (Throwable e) {
      throw new NotDecodableException("the value can't be rebuilt here: " + e, e);
    }
  }

  /**
   * Sets the variables that a payload brings along once more, without building its value. A worker that keeps a decoded
   * function calls this before it goes back to it, since another function may have brought other values meanwhile.
   *
   * @param payload what was decoded before
   * @throws NotDecodableException as {@link #decode} does
   */
  public void restoreStatics(Payload payload) throws NotDecodableException {
    try {
      applyStatics(new Source(payload));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw new NotDecodableException("the variables of the function can't be set here: " + e, e);
    }
  }

  private @Nullable Object read(Source in) throws IOException, ReflectiveOperationException {
    applyStatics(in);
    return new Decoder(in, locator).value();
  }

  /** The parent has these variables already and is not told by others what is in them. */
  private void applyStatics(Source in) throws IOException, ReflectiveOperationException {
    if (in.peek() != Tag.STATICS) {
      return;
    }
    in.get();
    long length = in.getLong();
    if (locator.isHome()) {
      in.pass(length);
    } else {
      Statics.read(new Decoder(in, locator));
    }
  }
}
