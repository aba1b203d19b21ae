package dev.drover.internal.codec;

import dev.drover.spi.Codec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is written by JDK serialisation in the place of a value that isn't Serializable but known here, so that such a
 * value may be a field of an ordinary object. Each turns into the value while it is read.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never seen by anybody else
sealed interface StandIn extends Serializable {
  /** The value that it stands for. */
  Object readResolve() throws ObjectStreamException;

  /** A stand-in, or the value itself where none is needed or possible. */
  static Object of(Object value) throws IOException {
    if (value instanceof Serializable && !Codecs.handles(value.getClass())) {
      return value;
    }
    return switch (value) {
      case Path p when p.getFileSystem().equals(FileSystems.getDefault()) -> new OfLeaf(leaf(p));
      case OptionalInt o -> new OfLeaf(leaf(o));
      case OptionalLong o -> new OfLeaf(leaf(o));
      case OptionalDouble o -> new OfLeaf(leaf(o));
      case Buffer b -> new OfLeaf(leaf(b));
      case MemorySegment m -> new OfLeaf(leaf(m));
      case Optional<?> o -> new OfOptional(o.orElse(null));
      case Map.Entry<?, ?> e when e.getClass() == Map.entry(1, 1).getClass() -> new OfEntry(e.getKey(), e.getValue());
      default -> ofOther(value);
    };
  }

  private static Object ofOther(Object value) throws IOException {
    Optional<Codec> codec = Codecs.of(value.getClass());
    if (codec.isPresent()) {
      byte[] bytes = Codecs.bytes(codec.get(), value);
      return new OfCodec(codec.get().name(), value.getClass(), bytes);
    }
    Optional<@Nullable Object[]> parts = Records.parts(value);
    return parts.isPresent() ? new OfRecord(value.getClass(), parts.get()) : value;
  }

  private static byte[] leaf(Object value) throws IOException {
    Encoder own = new Encoder(Types.HERE, Code.IGNORED);
    own.value(value);
    return own.out.payload().bytes();
  }

  /** A value without parts, in the form that it has outside. */
  record OfLeaf(byte[] encoded) implements StandIn {
    @Override
    public Object readResolve() throws ObjectStreamException {
      try {
        Object value = new Decoder(new Source(Payload.owned(encoded, encoded.length)), Types.HERE).value();
        return Objects.requireNonNull(value, "value");
      } catch (IOException | ReflectiveOperationException | RuntimeException e) {
        throw unreadable(e);
      }
    }
  }

  /** An optional. */
  record OfOptional(@Nullable Object value) implements StandIn {
    @Override
    public Object readResolve() {
      return Optional.ofNullable(value);
    }
  }

  /** What {@link Map#entry} makes. */
  record OfEntry(Object key, Object value) implements StandIn {
    @Override
    public Object readResolve() {
      return Map.entry(key, value);
    }
  }

  /** A record that isn't Serializable. */
  record OfRecord(Class<?> type, @Nullable Object[] parts) implements StandIn {
    @Override
    public Object readResolve() throws ObjectStreamException {
      try {
        return Records.make(type, parts);
      } catch (IOException | ReflectiveOperationException | RuntimeException e) {
        throw unreadable(e);
      }
    }
  }

  /** A broadcast, by the path of its value. */
  record OfBroadcast(String path) implements StandIn {
    @Override
    public Object readResolve() {
      return Broadcasts.at(path);
    }
  }

  /** What a codec handles. */
  record OfCodec(String codec, Class<?> type, byte[] encoded) implements StandIn {
    @Override
    public Object readResolve() throws ObjectStreamException {
      try {
        return Codecs.named(codec).read(type, new DataInputStream(new ByteArrayInputStream(encoded)));
      } catch (IOException | RuntimeException e) {
        throw unreadable(e);
      }
    }
  }

  private static ObjectStreamException unreadable(Exception cause) {
    return new InvalidObjectException(String.valueOf(cause.getMessage()), cause);
  }
}
