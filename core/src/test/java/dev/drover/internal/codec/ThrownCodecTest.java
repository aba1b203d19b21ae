package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Thrown;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exception arrives as data, whatever its class does; and as itself where that works. */
class ThrownCodecTest {
  private final ThrownCodec codec = new ThrownCodec(new ObjectCodec(new ParentClasses()));

  private Thrown again(Throwable e) {
    return codec.decode(codec.encode(Thrown.of(e)));
  }

  private static IOException nested() {
    IOException e = new IOException("outer", new IllegalStateException("inner"));
    e.addSuppressed(new ArithmeticException());
    return e;
  }

  @Test
  void everythingIsKept() {
    Exception sent = nested();
    Thrown got = again(sent);
    assertThat(got.withoutOriginal()).isEqualTo(Thrown.of(sent).withoutOriginal());
    Throwable original = Objects.requireNonNull(got.original());
    assertThat(original).isInstanceOf(IOException.class).isNotSameAs(sent);
    assertThat(original).hasMessage("outer").hasRootCauseMessage("inner");
    assertThat(original.getStackTrace()).containsExactly(sent.getStackTrace());
    assertThat(original.getSuppressed()).hasSize(1);
  }

  @Test
  void withoutTheOriginalTheDataIsEnough() {
    Thrown sent = Thrown.of(nested()).withoutOriginal();
    assertThat(codec.decode(codec.encode(sent))).isEqualTo(sent);
  }

  static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1;

    final String how;

    Hostile(String how) {
      super("hostile");
      this.how = how;
    }

    @Override
    public String getMessage() {
      if (how.equals("getMessage throws")) {
        throw new IllegalStateException("no message");
      }
      return "hostile";
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      switch (how) {
        case "writeObject throws" -> throw new IllegalStateException("no writing");
        case "writeObject nests for ever" -> out.writeObject(new Hostile(how));
        case "writeObject fails" -> throw new LinkageError();
        default -> out.defaultWriteObject();
      }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (how.equals("readObject throws")) {
        throw new IllegalStateException("no reading");
      }
    }

    @Override
    public void setStackTrace(StackTraceElement[] frames) {
      throw new IllegalStateException("no frames");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "writeObject throws", "writeObject nests for ever", "writeObject fails", "readObject throws"
  })
  void theDataArrivesAloneWhereTheOriginalCant(String how) {
    Thrown got = again(new Hostile(how));
    assertThat(got.original()).isNull();
    assertThat(got.type()).isEqualTo(Hostile.class.getName());
    assertThat(got.message()).isEqualTo("hostile");
    assertThat(got.frames()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"getMessage throws", "setStackTrace throws"})
  void theOriginalArrivesThoughItsMethodsThrow(String how) {
    assertThat(again(new Hostile(how)).original()).isInstanceOf(Hostile.class);
  }

  @Test
  void anExceptionWithPartsThatCantTravel() {
    Thread part = Thread.currentThread();
    Exception sent = new Exception("x") {
      private static final long serialVersionUID = 1;
      @SuppressWarnings("unused")
      final Thread kept = part;
    };
    assertThat(again(sent).original()).isNull();
    assertThat(again(sent).message()).isEqualTo("x");
  }

  @Test
  void anEndlessChainOfCausesIsCut() {
    Exception e = new Exception("0");
    for (int i = 1; i < 300; i++) {
      e = new Exception("" + i, e);
    }
    Thrown got = again(e);
    assertThat(got.message()).isEqualTo("299");
    assertThat(got.cause().orElseThrow().message()).isEqualTo("298");
  }

  @Test
  void damagedBytesTellSo() {
    Thrown got = codec.decode(Payload.of(List.of(ByteBuffer.wrap(new byte[] {10, 99}))));
    assertThat(got.message()).startsWith("an exception arrived damaged: ");
  }
}
