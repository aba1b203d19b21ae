package dev.drover.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ThrownTest {
  @Test
  void takesAnExceptionApart() {
    IOException e = new IOException("disk", new IllegalStateException("cable"));
    e.addSuppressed(new IllegalArgumentException("also"));
    Thrown thrown = Thrown.of(e);
    assertThat(thrown).hasToString("java.io.IOException: disk");
    assertThat(thrown.cause()).get().hasToString("java.lang.IllegalStateException: cable");
    assertThat(thrown.suppressed()).singleElement().hasToString("java.lang.IllegalArgumentException: also");
    assertThat(thrown.frames()).isNotEmpty();
    assertThat(thrown.exception()).isSameAs(e);
  }

  @Test
  void anExceptionWithoutAMessageIsItsType() {
    assertThat(Thrown.of(new IllegalStateException())).hasToString("java.lang.IllegalStateException");
  }

  @Test
  void aCircleOfCausesIsCut() {
    IllegalStateException a = new IllegalStateException("a");
    IllegalStateException b = new IllegalStateException("b", a);
    a.initCause(b);
    Thrown thrown = Thrown.of(a);
    assertThat(thrown.cause()).get().hasToString("java.lang.IllegalStateException: b");
    assertThat(thrown.cause().flatMap(Thrown::cause)).isEmpty();
  }

  @Test
  void aHostileExceptionLosesOnlyWhatItWouldHaveTold() {
    Thrown thrown = Thrown.of(new HostileException());
    assertThat(thrown.type()).isEqualTo(HostileException.class.getName());
    assertThat(thrown.message()).isEqualTo("(its getMessage() threw java.lang.UnsupportedOperationException)");
    assertThat(thrown.cause()).isEmpty();
  }

  private static final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("meant to throw");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new UnsupportedOperationException("meant to throw");
    }
  }

  @Test
  void whatCannotBeRebuiltIsStoodInForWithAllItsParts() {
    IOException e = new IOException("disk", new IllegalStateException("cable"));
    e.addSuppressed(new IllegalArgumentException("also"));
    Throwable standIn = Thrown.of(e).withoutOriginal().exception();
    assertThat(standIn)
        .isInstanceOfSatisfying(Thrown.RemoteException.class, r ->
            assertThat(r.remoteType()).isEqualTo("java.io.IOException"))
        .hasMessage("java.io.IOException: disk");
    assertThat(standIn.getCause()).hasMessage("java.lang.IllegalStateException: cable");
    assertThat(standIn.getSuppressed()).hasSize(1);
    assertThat(standIn.getStackTrace()).isEqualTo(e.getStackTrace());
  }
}
