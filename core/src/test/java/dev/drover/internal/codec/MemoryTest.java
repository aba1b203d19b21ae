package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.task.Call;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Buffers and memory segments. */
@Timeout(30)
class MemoryTest {
  private static final int LARGE = 3 << 20;

  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());

  @SuppressWarnings("unchecked") // it comes back as it was
  private <T> T there(T value) throws Exception {
    return (T) Objects.requireNonNull(codec.decode(codec.encode(value)));
  }

  static Stream<Buffer> buffers() {
    ByteBuffer direct = ByteBuffer.allocateDirect(LARGE);
    ByteBuffer heap = ByteBuffer.allocate(64);
    return Stream.of(direct, heap, heap.duplicate().order(ByteOrder.LITTLE_ENDIAN), direct.duplicate().order(ByteOrder.LITTLE_ENDIAN))
        .flatMap(bytes -> {
          for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, (byte) (i * 7));
          }
          return Stream.<Buffer>of(
              bytes, bytes.asShortBuffer(), bytes.asCharBuffer(), bytes.asIntBuffer(), bytes.asLongBuffer(), bytes.asFloatBuffer(),
              bytes.asDoubleBuffer(), bytes.asReadOnlyBuffer().order(bytes.order()), bytes.asIntBuffer().asReadOnlyBuffer(),
              bytes.asCharBuffer().asReadOnlyBuffer());
        });
  }

  static Stream<Buffer> ofArrays() {
    return Stream.of(
        ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2).slice(), ShortBuffer.wrap(new short[] {1, 2, 3}),
        CharBuffer.wrap(new char[] {'a', 'b'}), IntBuffer.wrap(new int[] {5, 6, 7}), LongBuffer.wrap(new long[] {8, 9}),
        FloatBuffer.wrap(new float[] {1.5F}), DoubleBuffer.wrap(new double[] {2.5, 3.5}), CharBuffer.wrap("a text, which is no memory"));
  }

  @ParameterizedTest
  @MethodSource({"buffers", "ofArrays"})
  void aBufferComesBackAsItWas(Buffer buffer) throws Exception {
    int last = buffer.capacity();
    buffer.limit(last - last / 3).position(last / 4);
    Buffer copy = there(buffer);
    assertThat(copy).isEqualTo(buffer);
    assertThat(copy.capacity()).isEqualTo(last);
    assertThat(copy.position()).isEqualTo(buffer.position());
    assertThat(copy.limit()).isEqualTo(buffer.limit());
    assertThat(copy.isDirect()).isEqualTo(buffer.isDirect());
    assertThat(copy.isReadOnly()).isEqualTo(buffer.isReadOnly());
    assertThat(copy.duplicate().clear()).as("also beyond position and limit").isEqualTo(buffer.duplicate().clear());
    assertThat(copy.toString().replaceAll("^.*\\[", "")).isEqualTo(buffer.toString().replaceAll("^.*\\[", ""));
    if (buffer instanceof IntBuffer ints) {
      assertThat(((IntBuffer) copy).order()).isEqualTo(ints.order());
    } else if (buffer instanceof ByteBuffer bytes) {
      assertThat(((ByteBuffer) copy).order()).isEqualTo(bytes.order());
    }
  }

  static Stream<MemorySegment> segments() {
    MemorySegment outside = Arena.ofAuto().allocate(LARGE, Long.BYTES);
    return Stream.of(
        outside, outside.asReadOnly(), outside.asSlice(3, 17), Arena.global().allocate(8), Arena.ofShared().allocate(100),
        MemorySegment.ofArray(new byte[5]), MemorySegment.ofArray(new short[5]), MemorySegment.ofArray(new char[5]),
        MemorySegment.ofArray(new int[5]), MemorySegment.ofArray(new long[5]), MemorySegment.ofArray(new float[5]),
        MemorySegment.ofArray(new double[5]), MemorySegment.ofArray(new long[5]).asReadOnly(),
        MemorySegment.ofArray(new int[5]).asSlice(1, 7), MemorySegment.ofArray(new int[0]));
  }

  @ParameterizedTest
  @MethodSource("segments")
  void aSegmentComesBackAsItWas(MemorySegment segment) throws Exception {
    if (!segment.isReadOnly()) {
      for (long i = 0; i < segment.byteSize(); i++) {
        segment.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 5));
      }
    }
    MemorySegment copy = there(segment);
    assertThat(copy.byteSize()).isEqualTo(segment.byteSize());
    assertThat(copy.mismatch(segment)).isEqualTo(-1);
    assertThat(copy.isNative()).isEqualTo(segment.isNative());
    assertThat(copy.isReadOnly()).isEqualTo(segment.isReadOnly());
    assertThat(copy.maxByteAlignment()).isGreaterThanOrEqualTo(Math.min(Long.BYTES, segment.isNative() ? 1 : segment.maxByteAlignment()));
    if (segment.byteSize() % Long.BYTES != 7) { // but for the one that is cut out in the middle of an element
      segment.heapBase().ifPresent(array -> assertThat(copy.heapBase()).containsInstanceOf(array.getClass()));
    }
  }

  @Test
  void oneThatIsSharedStaysShared() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(10);
    List<ByteBuffer> there = there(List.of(buffer, buffer));
    assertThat(there.getFirst()).isSameAs(there.getLast());
  }

  @Test
  void aFunctionMayCaptureThem() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(10).putInt(0, 42);
    MemorySegment segment = MemorySegment.ofArray(new int[] {8});
    Call<Integer> sum = () -> buffer.getInt(0) + segment.get(ValueLayout.JAVA_INT, 0);
    assertThat(there(sum).call()).isEqualTo(50);
  }

  @Test
  void memoryOfAnotherThreadIsRefused() throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(8);
      assertThat(there(segment).mismatch(segment)).isEqualTo(-1);
      Thread other = Thread.ofPlatform().start(() -> assertThatThrownBy(() -> codec.encode(segment))
          .isInstanceOf(NotEncodableException.class)
          .hasMessageContaining("its arena is confined, so only the thread that opened that may read it")
          .hasMessageContaining("Arena.ofShared() or Arena.ofAuto()"));
      other.join();
    }
  }

  @Test
  void closedMemoryIsRefused() {
    MemorySegment segment;
    try (Arena arena = Arena.ofShared()) {
      segment = arena.allocate(8);
    }
    assertThatThrownBy(() -> codec.encode(segment))
        .isInstanceOf(NotEncodableException.class).hasMessageContaining("its arena is closed");
  }

  @Test
  void whatMayBeClosedIsCopiedAtOnce() throws Exception {
    Payload payload;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment segment = arena.allocate(LARGE).fill((byte) 3);
      payload = codec.encodeForFrame(List.of(segment, segment.asByteBuffer()));
    }
    assertThat(payload.bulks()).hasSize(2)
        .allSatisfy(bulk -> assertThat(bulk.memory().get(ValueLayout.JAVA_BYTE, LARGE - 1)).isEqualTo((byte) 3));
  }

  @Test
  void aMappedFileTravelsAsItsContent(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 3);
      ByteBuffer copy = there((ByteBuffer) mapped);
      assertThat(copy).isEqualTo(mapped);
      assertThat(copy.isReadOnly()).isTrue();
    }
  }

  @Test
  void aFileThatWasCutOffCostsNothingButTheValue(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[1 << 20]);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 1 << 20);
      channel.truncate(0);
      assertThatThrownBy(() -> codec.encodeForFrame(mapped))
          .isInstanceOf(NotEncodableException.class).hasMessageContaining("mapped to a file that has become shorter");
    }
  }
}
