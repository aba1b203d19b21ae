package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
