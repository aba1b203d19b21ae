package dev.drover.internal.codec;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of every size, and characters. */
final class Numbers implements Form.Family {
  private Numbers() {}

  static void list() {
    Numbers family = new Numbers();
    Forms.leaf(Tag.BYTE, Byte.class, family);
    Forms.leaf(Tag.SHORT, Short.class, family);
    Forms.leaf(Tag.CHARACTER, Character.class, family);
    Forms.leaf(Tag.INTEGER, Integer.class, family);
    Forms.leaf(Tag.LONG, Long.class, family);
    Forms.leaf(Tag.FLOAT, Float.class, family);
    Forms.leaf(Tag.DOUBLE, Double.class, family);
    Forms.leaf(Tag.BIG_INTEGER, BigInteger.class, family);
    Forms.leaf(Tag.BIG_DECIMAL, BigDecimal.class, family);
  }

  @Override
  public void write(int tag, Object v, Encoder to) {
    Sink out = to.out;
    out.put(tag);
    switch (tag) {
      case Tag.BYTE -> out.put((Byte) v);
      case Tag.SHORT -> out.putNumber((Short) v);
      case Tag.CHARACTER -> out.putSize((Character) v);
      case Tag.INTEGER -> out.putNumber((Integer) v);
      case Tag.LONG -> out.putNumber((Long) v);
      case Tag.FLOAT -> out.putInt(Float.floatToRawIntBits((Float) v));
      case Tag.DOUBLE -> out.putLong(Double.doubleToRawLongBits((Double) v));
      case Tag.BIG_INTEGER -> out.putBytes(((BigInteger) v).toByteArray());
      case Tag.BIG_DECIMAL -> {
        out.putBytes(((BigDecimal) v).unscaledValue().toByteArray());
        out.putNumber(((BigDecimal) v).scale());
      }
      default -> throw Forms.stranger(tag);
    }
  }

  @Override
  public Object read(int tag, Decoder from) throws IOException {
    Source in = from.in;
    // the casts keep the branches from being made numbers of one type
    return switch (tag) {
      case Tag.BYTE -> (Object) (byte) in.get();
      case Tag.SHORT -> (Object) (short) in.getNumber();
      case Tag.CHARACTER -> (Object) (char) in.getSize();
      case Tag.INTEGER -> (Object) (int) in.getNumber();
      case Tag.LONG -> (Object) in.getNumber();
      case Tag.FLOAT -> (Object) Float.intBitsToFloat(in.getInt());
      case Tag.DOUBLE -> (Object) Double.longBitsToDouble(in.getLong());
      case Tag.BIG_INTEGER -> new BigInteger(in.getBytes());
      case Tag.BIG_DECIMAL -> new BigDecimal(new BigInteger(in.getBytes()), (int) in.getNumber());
      default -> throw Forms.stranger(tag);
    };
  }
}
