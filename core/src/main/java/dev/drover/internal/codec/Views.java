package dev.drover.internal.codec;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Buffers of {@code java.nio} and memory segments. A buffer comes back with all that it holds from 0 to its capacity, with its
 * position, limit and byte order, as read-only or direct as it was; its mark is lost. What shares memory with another one has its own
 * from then on, as copies have.
 */
final class Views implements Form.Family {
  static final Views FAMILY = new Views();

  /** Of classes that only the JDK can name. */
  static final Form FORM = new Form(Form.Kind.CLOSED, Tag.MEMORY, FAMILY);

  private static final int READ_ONLY = 1;
  private static final int BIG_ENDIAN = 2;
  private static final int SEGMENT = 4;

  private Views() {}

  @Override
  public void write(int tag, Object v, Encoder to) throws IOException {
    to.out.put(tag);
    if (v instanceof MemorySegment segment) {
      to.out.put(SEGMENT | (segment.isReadOnly() ? READ_ONLY : 0));
      Memories.write(Memories.kind(segment), segment, to);
    } else {
      write((Buffer) v, to);
    }
  }

  private static void write(Buffer buffer, Encoder to) throws IOException {
    ByteOrder order = order(buffer);
    int kind = kind(buffer);
    to.out.put((buffer.isReadOnly() ? READ_ONLY : 0) | (order == ByteOrder.BIG_ENDIAN ? BIG_ENDIAN : 0));
    to.out.put(kind);
    to.out.putSize(buffer.position());
    to.out.putSize(buffer.limit());
    // Elements in the other byte order are a view of bytes: an array of them has the order of the machine.
    boolean own = kind == Tag.BYTES || order == ByteOrder.nativeOrder();
    Memories.write(buffer.isDirect() ? Tag.MEMORY : own ? kind : Tag.BYTES, whole(buffer.duplicate().clear()), to);
  }

  private static MemorySegment whole(Buffer all) {
    try {
      return MemorySegment.ofBuffer(all);
    } catch (IllegalArgumentException noMemory) { // a view of a text
      return MemorySegment.ofArray(all.toString().toCharArray());
    }
  }

  private static int kind(Buffer buffer) {
    return switch (buffer) {
      case ByteBuffer _ -> Tag.BYTES;
      case ShortBuffer _ -> Tag.SHORTS;
      case CharBuffer _ -> Tag.CHARS;
      case IntBuffer _ -> Tag.INTS;
      case LongBuffer _ -> Tag.LONGS;
      case FloatBuffer _ -> Tag.FLOATS;
      case DoubleBuffer _ -> Tag.DOUBLES;
    };
  }

  private static ByteOrder order(Buffer buffer) {
    return switch (buffer) {
      case ByteBuffer b -> b.order();
      case ShortBuffer b -> b.order();
      case CharBuffer b -> b.order();
      case IntBuffer b -> b.order();
      case LongBuffer b -> b.order();
      case FloatBuffer b -> b.order();
      case DoubleBuffer b -> b.order();
    };
  }

  @Override
  public Object read(int tag, Decoder from) throws IOException {
    int flags = from.in.get();
    boolean readOnly = (flags & READ_ONLY) != 0;
    if ((flags & SEGMENT) != 0) {
      MemorySegment segment = Memories.read(from).memory();
      return readOnly ? segment.asReadOnly() : segment;
    }
    int kind = from.in.get();
    long position = from.in.getSize();
    long limit = from.in.getSize();
    Buffer whole = buffer(kind, Memories.read(from), (flags & BIG_ENDIAN) != 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (position < 0 || position > limit || limit > whole.capacity()) {
      throw new StreamCorruptedException("a buffer of %d with its position at %d and its limit at %d"
          .formatted(whole.capacity(), position, limit));
    }
    return (readOnly ? readOnly(whole) : whole).limit((int) limit).position((int) position);
  }

  private static Buffer buffer(int kind, Bulk memory, ByteOrder order) throws IOException {
    return switch (memory.array()) {
      case short[] all -> ShortBuffer.wrap(all);
      case char[] all -> CharBuffer.wrap(all);
      case int[] all -> IntBuffer.wrap(all);
      case long[] all -> LongBuffer.wrap(all);
      case float[] all -> FloatBuffer.wrap(all);
      case double[] all -> DoubleBuffer.wrap(all);
      case byte[] all -> view(kind, ByteBuffer.wrap(all).order(order));
      default -> view(kind, memory.memory().asByteBuffer().order(order));
    };
  }

  private static Buffer view(int kind, ByteBuffer bytes) throws IOException {
    return switch (kind) {
      case Tag.BYTES -> bytes;
      case Tag.SHORTS -> bytes.asShortBuffer();
      case Tag.CHARS -> bytes.asCharBuffer();
      case Tag.INTS -> bytes.asIntBuffer();
      case Tag.LONGS -> bytes.asLongBuffer();
      case Tag.FLOATS -> bytes.asFloatBuffer();
      case Tag.DOUBLES -> bytes.asDoubleBuffer();
      default -> throw new StreamCorruptedException("a buffer of class %d; the two sides differ in version".formatted(kind));
    };
  }

  /** It keeps its byte order. */
  private static Buffer readOnly(Buffer buffer) {
    return switch (buffer) {
      case ByteBuffer b -> b.asReadOnlyBuffer().order(b.order());
      case ShortBuffer b -> b.asReadOnlyBuffer();
      case CharBuffer b -> b.asReadOnlyBuffer();
      case IntBuffer b -> b.asReadOnlyBuffer();
      case LongBuffer b -> b.asReadOnlyBuffer();
      case FloatBuffer b -> b.asReadOnlyBuffer();
      case DoubleBuffer b -> b.asReadOnlyBuffer();
    };
  }
}
