package dev.drover.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values to payloads and back. Thread-safe, reusable; two of them work together if their locators do.
 *
 * <p>Code of the user runs while values are written and read. Whatever it throws, stack overflows included, becomes a
 * refusal of that one value; only a lack of memory is passed on.
 */
public final class ObjectCodec {
  private final ClassLocator locator;

  /**
   * Makes a codec.
   *
   * @param locator where classes live
   */
  public ObjectCodec(ClassLocator locator) {
    this.locator = locator;
  }

  /**
   * Encodes a value.
   *
   * @param value any, or null
   * @return its bytes
   * @throws NotEncodableException if it, or a part of it, can't travel
   */
  public Payload encode(@Nullable Object value) throws NotEncodableException {
    try {
      Encoder encoder = new Encoder(locator, Code.IGNORED);
      encoder.value(value);
      return encoder.out.payload();
    } catch (NotEncodableException | OutOfMemoryError e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new NotEncodableException("", "the value is nested too deeply: make it flatter, or send it in parts", e);
    } catch (Throwable e) {
      throw new NotEncodableException("", String.valueOf(e), e);
    }
  }

  /**
   * Decodes a value.
   *
   * @param payload what {@link #encode} gave in this process or another one
   * @return the value, or null if it was null
   * @throws NotDecodableException if the bytes are damaged or refused, a class is missing, or its code threw
   */
  public @Nullable Object decode(Payload payload) throws NotDecodableException {
    try {
      return read(payload);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw new NotDecodableException(String.valueOf(e), e);
    }
  }

  private @Nullable Object read(Payload payload) throws IOException, ReflectiveOperationException {
    return new Decoder(new Source(payload), locator).value();
  }
}
