package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.spi.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An installed codec comes before records and JDK serialisation, wherever the value stands. */
class CodecProviderTest {
  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());

  record Celsius(double degrees) {}

  static final class Bean implements Serializable {
    private static final long serialVersionUID = 1;

    final Object value = new Celsius(20);
  }

  /** Found through META-INF/services. */
  public static final class OfCelsius implements Codec {
    @Override
    public String name() {
      return "celsius";
    }

    @Override
    public boolean handles(Class<?> type) {
      return type == Celsius.class;
    }

    @Override
    public void write(Object value, DataOutput out) throws IOException {
      if (Double.isNaN(((Celsius) value).degrees())) {
        throw new IOException("not a temperature");
      }
      out.writeDouble(((Celsius) value).degrees() + 1);
    }

    @Override
    public Object read(Class<?> type, DataInput in) throws IOException {
      return new Celsius(in.readDouble());
    }
  }

  @Test
  void itIsUsedAloneAndInsideOthers() throws Exception {
    Celsius value = new Celsius(20);
    assertThat(codec.decode(codec.encode(Map.of(1, List.of(value))))).isEqualTo(Map.of(1, List.of(new Celsius(21))));
    Bean bean = (Bean) Objects.requireNonNull(codec.decode(codec.encode(new Bean())));
    assertThat(bean.value).isEqualTo(new Celsius(21));
  }

  @Test
  void whatItThrowsIsARefusal() {
    assertThatThrownBy(() -> codec.encode(new Celsius(Double.NaN)))
        .isInstanceOf(NotEncodableException.class)
        .hasMessageContaining("not a temperature");
  }
}
