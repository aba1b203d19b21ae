package dev.drover.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Enum constants, those with a body of their own too: by the enum and their name. */
final class Enums {
  static final Form FORM = new Form(Form.Kind.LEAF, (v, to) -> write((Enum<?>) v, to));

  private Enums() {}

  private static void write(Enum<?> value, Encoder to) {
    to.out.put(Tag.ENUM);
    to.type(value.getDeclaringClass());
    Scalars.chars(value.name(), to.out);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // checked by Types.as; valueOf wants a type that nobody can name
  static @Nullable Object read(Decoder from) throws IOException, ReflectiveOperationException {
    Class<? extends Enum> type = Types.as(Enum.class, from.type());
    return Enum.valueOf(type, Scalars.chars(from.in));
  }
}
