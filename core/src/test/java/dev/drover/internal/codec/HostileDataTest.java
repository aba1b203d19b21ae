package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that nobody wrote, or somebody bent, end in a {@link NotDecodableException} and nothing else. */
class HostileDataTest {
  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());

  record Part(int a, List<String> b) {}

  private static Payload payload(byte... bytes) {
    return Payload.of(List.of(ByteBuffer.wrap(bytes)));
  }

  private static byte[] jdk(Object value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Tag.JDK);
    new ObjectOutputStream(bytes).writeObject(value);
    return bytes.toByteArray();
  }

  @Test
  void dangerousClassesAreRefusedByName() throws Exception {
    byte[] bytes = jdk(new ArrayList<>(List.of(new BadAttributeValueExpException("x"))));
    assertThatThrownBy(() -> codec.decode(payload(bytes)))
        .isInstanceOf(NotDecodableException.class)
        .hasMessageContaining("class javax.management.BadAttributeValueExpException is refused");
  }

  @Test
  void lengthsAreHeldAgainstWhatIsThere() throws Exception {
    assertThatThrownBy(() -> codec.decode(payload((byte) Tag.INTS, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 7)))
        .isInstanceOf(NotDecodableException.class)
        .hasMessageContaining("elements are announced, but only 0 bytes are left");
    byte[] bytes = jdk(new long[3]);
    int at = bytes.length - 3 * Long.BYTES - Integer.BYTES;
    ByteBuffer.wrap(bytes).putInt(at, Integer.MAX_VALUE);
    assertThatThrownBy(() -> codec.decode(payload(bytes)))
        .isInstanceOf(NotDecodableException.class)
        .hasMessageContaining("an array of 2147483647 elements is announced in data of");
  }

  @Test
  void anEmptyPayloadIsNoValue() {
    assertThatThrownBy(() -> codec.decode(Payload.empty())).isInstanceOf(NotDecodableException.class);
  }

  @Test
  void bentBytesNeverDoMoreThanFail() throws Exception {
    List<Serializable> value = new ArrayList<>(List.of(1, "text", new int[] {1, 2}, Locale.ITALY));
    byte[] good = codec.encode(List.of(value, new Part(1, List.of("a")), Map.of(1, 2))).bytes();
    Random random = new Random(42);
    int failed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bent = good.clone();
      bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
      try {
        codec.decode(payload(bent));
      } catch (NotDecodableException e) {
        failed++;
      }
    }
    assertThat(failed).isPositive();
  }

  @Test
  void everyCutIsNoticed() throws Exception {
    byte[] good = codec.encode(List.of(1, "text", Locale.ITALY, new Part(1, List.of()))).bytes();
    for (int n = 0; n < good.length; n++) {
      byte[] cut = Arrays.copyOf(good, n);
      assertThatThrownBy(() -> codec.decode(payload(cut))).isInstanceOf(NotDecodableException.class);
    }
  }

  @Test
  void chunksMayBeCutAnywhere() throws Exception {
    Object value = List.of(1, "text", 1.5, "x", Map.of("a", 1L << 60), new Part(3, List.of("\u4e2d")));
    byte[] bytes = codec.encode(value).bytes();
    List<ByteBuffer> single = new ArrayList<>();
    for (byte b : bytes) {
      single.add(ByteBuffer.wrap(new byte[] {b}));
      single.add(ByteBuffer.allocateDirect(0));
    }
    assertThat(codec.decode(Payload.of(single))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 12, 16, 1000})
  void arraysAndTextsMayBeCutAnywhere(int size) throws Exception {
    Object[] value = {
      new double[] {1.5, -0.0, Double.NaN}, new long[] {Long.MIN_VALUE, 5}, new int[] {1, -2, 3}, new char[] {'a', '\u4e2d'},
      new boolean[] {true, false, true}, "\u4e2d\u6587 and more", new byte[] {1, 2, 3}
    };
    byte[] bytes = codec.encode(value).bytes();
    List<ByteBuffer> chunks = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size) {
      chunks.add(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
    }
    assertThat(Arrays.deepEquals((Object[]) codec.decode(Payload.of(chunks)), value)).isTrue();
  }
}
