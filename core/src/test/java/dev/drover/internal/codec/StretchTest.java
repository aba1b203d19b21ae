package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StretchTest {
  private static final List<@Nullable Object> ALL = Arrays.asList(
      0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 5L, Long.MIN_VALUE, 1.5, Double.NaN, -0.0, 2.5f, (short) 7, (byte) -8,
      'x', '\u20ac', true, false, null, "", "text", "\u20ac \ud800");

  @Test
  void valuesComeBackAsTheyWereAndInTheirOrder() throws NotDecodableException {
    StretchWriter writer = new StretchWriter();
    ALL.forEach(writer::add);
    StretchReader reader = new StretchReader(writer.take());
    for (Object value : ALL) {
      assertThat(reader.next()).isEqualTo(value);
    }
    assertThatThrownBy(reader::next).isInstanceOf(NotDecodableException.class)
        .hasMessageContaining("the data ends in the middle of a value");
  }

  @Test
  void severalAtATimeAreWrittenAndReadAsOneByOne() throws NotDecodableException {
    List<@Nullable Object> mixed = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      mixed.addAll(ALL);
      mixed.addAll(List.of(i, -i, (long) i << i % 60, 1 << i % 31));
    }
    StretchWriter single = new StretchWriter();
    mixed.forEach(single::add);
    StretchWriter several = new StretchWriter(1);
    assertThat(several.add(mixed.toArray(), 0, mixed.size())).isEqualTo(mixed.size());
    byte[] bytes = several.take().bytes();
    assertThat(bytes).isEqualTo(single.take().bytes());
    @Nullable Object[] back = new @Nullable Object[mixed.size() + 2];
    StretchReader reader = new StretchReader(Payload.owned(bytes, bytes.length));
    reader.next(back, 1, 50);
    back[51] = reader.next();
    reader.next(back, 52, mixed.size() - 51);
    assertThat(Arrays.asList(back).subList(1, mixed.size() + 1)).isEqualTo(mixed);
    assertThat(back[0]).isNull();
    assertThat(back[mixed.size() + 1]).isNull();
    assertThatThrownBy(() -> reader.next(back, 0, 1)).isInstanceOf(NotDecodableException.class);
  }

  @Test
  void whatIsNoSmallScalarEndsAnAddition() throws NotDecodableException {
    StretchWriter writer = new StretchWriter();
    Object[] values = {1, 2L, List.of(), 3};
    assertThat(writer.add(values, 0, 4)).isEqualTo(2);
    assertThat(writer.add(values, 2, 4)).isEqualTo(2);
    assertThat(writer.add(values, 3, 4)).isEqualTo(4);
    StretchReader reader = new StretchReader(writer.take());
    assertThat(reader.next()).isEqualTo(1);
    assertThat(reader.next()).isEqualTo(2L);
    assertThat(reader.next()).isEqualTo(3);
  }

  @Test
  void anAdditionEndsWhereTheStretchIsFull() {
    Object[] values = new Object[100_000];
    Arrays.fill(values, 1_000_000);
    StretchWriter writer = new StretchWriter(1);
    int added = writer.add(values, 0, values.length);
    assertThat(added).isBetween(6_000, 9_000);
    assertThat(writer.isFull()).isTrue();
    assertThat(writer.add(values, added, values.length)).isEqualTo(added);
    assertThat(writer.take().size()).isBetween(32_000L, 33_000L);
  }

  @Test
  void numbersThatAreTooLongAreRefusedAmongSeveral() {
    byte[] bytes = new byte[40];
    Arrays.fill(bytes, (byte) -1);
    bytes[0] = Tag.INTEGER;
    StretchReader reader = new StretchReader(Payload.owned(bytes, bytes.length));
    assertThatThrownBy(() -> reader.next(new @Nullable Object[9], 0, 9)).isInstanceOf(NotDecodableException.class)
        .hasMessageContaining("takes more than 10 bytes");
  }

  @Test
  void numbersStandBetweenValues() throws NotDecodableException {
    StretchWriter writer = new StretchWriter();
    for (long n : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      writer.addNumber(n);
      writer.add("after " + n);
    }
    StretchReader reader = new StretchReader(writer.take());
    for (long n : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(reader.nextNumber()).isEqualTo(n);
      assertThat(reader.next()).isEqualTo("after " + n);
    }
  }

  @Test
  void oneValueIsWrittenAsIfItStoodAlone() throws Exception {
    ObjectCodec codec = new ObjectCodec(new ParentClasses());
    for (Object value : ALL) {
      StretchWriter writer = new StretchWriter();
      writer.add(value);
      assertThat(codec.decode(writer.take())).isEqualTo(value);
    }
  }

  @Test
  void aStretchEndsBeforeItIsLargeAndTheNextBeginsAnew() throws NotDecodableException {
    StretchWriter writer = new StretchWriter();
    int count = 0;
    while (!writer.isFull()) {
      writer.add(count++);
    }
    Payload first = writer.take();
    assertThat(first.size()).isBetween(32_000L, 64_000L);
    assertThat(writer.isFull()).isFalse();
    writer.add("next");
    assertThat(new StretchReader(writer.take()).next()).isEqualTo("next");
    StretchReader reader = new StretchReader(first);
    for (int i = 0; i < count; i++) {
      assertThat(reader.next()).isEqualTo(i);
    }
  }

  @Test
  void bytesThatAreNoValuesAreRefused() {
    StretchReader unknown = new StretchReader(Payload.owned(new byte[] {61}, 1));
    assertThatThrownBy(unknown::next).isInstanceOf(NotDecodableException.class)
        .hasMessageContaining("a stretch of small values is damaged");
    StretchReader endless = new StretchReader(Payload.owned(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, 11));
    assertThatThrownBy(endless::nextNumber).isInstanceOf(NotDecodableException.class)
        .hasMessageContaining("takes more than 10 bytes");
  }

  @Test
  void noStretchNamesAClass() throws NotEncodableException {
    Payload point = new ObjectCodec(new ParentClasses()).encode(new Point(1));
    assertThatThrownBy(new StretchReader(point)::next).isInstanceOf(NotDecodableException.class);
  }

  private record Point(int x) {}
}
