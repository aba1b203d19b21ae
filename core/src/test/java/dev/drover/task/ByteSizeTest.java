package dev.drover.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1", "1048576, 1048576", "512m, 536870912", "512M, 536870912", "2G, 2147483648", "2 GiB, 2147483648", "1k, 1024",
    "1kb, 1024", "1t, 1099511627776"
  })
  void readsUnitsOf1024(String text, long bytes) {
    assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1024, 1k", "1536, 1536", "536870912, 512m", "2147483648, 2g", "1125899906842624, 1024t"})
  void printsTheLargestWholeUnit(long bytes, String text) {
    assertThat(new ByteSize(bytes)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1m", "1.5g", "5x", "12 34"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("memory size is '%s'; it must be a number with k, m, g or t: for example 512m", text);
  }

  @Test
  void nothingIsNoSize() {
    assertThatThrownBy(() -> new ByteSize(0)).hasMessage("memory size is 0 bytes; it must be 1 or more");
    assertThatThrownBy(() -> ByteSize.parse("0m")).hasMessage("memory size is 0 bytes; it must be 1 or more");
  }

  @Test
  void tooMuchIsRefusedInTheSameWords() {
    assertThatThrownBy(() -> ByteSize.parse("999999999999999t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("memory size is '999999999999999t'; it must be below 8388608t: for example 512m");
  }
}
