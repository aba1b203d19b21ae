package dev.drover.shared;

import dev.drover.internal.codec.ContextClasses;
import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.Payload;
import org.jspecify.annotations.Nullable;

/** Values to bytes and back, between processes of which neither is the other's parent. */
final class Travel {
  static final ObjectCodec CODEC = new ObjectCodec(new ContextClasses());

  private Travel() {}

  /** What it is comes into the message: "the item". */
  static Payload encode(@Nullable Object value, String what) {
    try {
      return CODEC.encode(value);
    } catch (NotEncodableException e) {
      throw new IllegalArgumentException("%s can't travel to another process: %s".formatted(what, e.getMessage()), e);
    }
  }

  /** What it is comes into the message: "the item". */
  static @Nullable Object decode(Payload payload, String what) {
    try {
      return CODEC.decode(payload);
    } catch (NotDecodableException e) {
      throw new IllegalStateException("%s can't be rebuilt here: %s".formatted(what, e.getMessage()), e);
    }
  }
}
