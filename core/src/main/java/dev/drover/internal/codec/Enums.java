package dev.drover.internal.codec;

import java.io.IOException;

/** Enum constants, those with a body of their own too: by the enum and their name. */
final class Enums implements Form.Family {
  static final Enums FAMILY = new Enums();
  static final Form FORM = new Form(Form.Kind.LEAF, Tag.ENUM, FAMILY);

  private Enums() {}

  @Override
  public void write(int tag, Object value, Encoder to) {
    Enum<?> constant = (Enum<?>) value;
    to.out.put(tag);
    to.type(constant.getDeclaringClass());
    Scalars.chars(constant.name(), to.out);
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // checked by Types.as; valueOf wants a type that nobody can name
  public Object read(int tag, Decoder from) throws IOException, ReflectiveOperationException {
    Class<? extends Enum> type = Types.as(Enum.class, from.type());
    return Enum.valueOf(type, Scalars.chars(from.in));
  }
}
