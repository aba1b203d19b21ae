package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drover.task.Failure.Unserializable.What;
import dev.drover.task.Fn;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.Socket;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can't travel is refused with the place and name of the culprit and the ways out. */
class RefusalTest {
  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());

  record Owner(String name, Socket socket) {}

  static final class Bean implements Serializable {
    private static final long serialVersionUID = 1;

    final List<Owner> owner = new ArrayList<>();
    final transient Socket ignored = new Socket();
  }

  private final int field = 3;

  private NotEncodableException refused(Object value) {
    return catchThrowableOfType(NotEncodableException.class, () -> codec.encode(value));
  }

  @Test
  void theCapturedVariableAndTheLineAreNamed() throws Exception {
    try (Socket conn = new Socket()) {
      long wide = System.nanoTime();
      Fn<Integer, String> f = x -> x + wide + conn.toString();
      NotEncodableException e = refused(f);
      assertThat(e.detail()).isEqualTo("conn (java.net.Socket)");
      assertThat(e)
          .message()
          .matches(
              "the function at RefusalTest.java:\\d+ captures 'conn' \\(java.net.Socket\\), which is not Serializable: "
                  + "open it inside the function, keep it in a static holder, or make it a field marked transient");
    }
  }

  @Test
  void thePathFromTheCapturedVariableIsNamed() throws Exception {
    try (Socket socket = new Socket()) {
      List<Owner> owners = List.of(new Owner("a", socket));
      Fn<Integer, String> f = x -> x + owners.toString();
      assertThat(refused(f))
          .hasMessageContaining("captures 'owners', which leads to owners[0].socket (java.net.Socket), which is not");
    }
  }

  @Test
  void theEnclosingObjectIsNamed() {
    Fn<Integer, Integer> f = x -> x + field;
    assertThat(refused(f))
        .hasMessageContaining("captures 'this' (dev.drover.internal.codec.RefusalTest), which is not Serializable: "
            + "copy the fields that the function uses to local variables");
  }

  @Test
  void thePathThroughListsRecordsAndFieldsIsNamed() throws Exception {
    try (Socket socket = new Socket()) {
      Bean bean = new Bean();
      bean.owner.add(new Owner("a", socket));
      assertThat(refused(List.of(1, 2, bean)).detail()).isEqualTo("[2].owner[0].socket (java.net.Socket)");
      assertThat(refused(Map.of("k", socket)).detail()).isEqualTo(".get(\"k\") (java.net.Socket)");
      assertThat(refused(socket)).message().startsWith("the value is a java.net.Socket, which is not Serializable: ");
    }
  }

  @Test
  void whatAnonymousClassesCaptureHasItsName() throws Exception {
    Serializable f = anonymous(new Socket());
    assertThat(refused(f)).message().matches(
        "the function at RefusalTest.java:\\d+ captures 'conn' \\(java.net.Socket\\), which is not Serializable: open it .*");
  }

  @Test
  void whatEnclosesAnAnonymousClassIsNamed() {
    Fn<Integer, Integer> f = new Fn<>() {
      private static final long serialVersionUID = 1;

      @Override
      public Integer apply(Integer x) {
        return x + RefusalTest.this.hashCode();
      }
    };
    assertThat(refused(f)).hasMessageContaining("captures 'this' (dev.drover.internal.codec.RefusalTest), which is not Serializable: "
        + "copy the fields that the function uses to local variables");
  }

  private static Serializable anonymous(Socket conn) {
    return new Fn<Integer, Integer>() {
      private static final long serialVersionUID = 1;

      @Override
      public Integer apply(Integer x) {
        return conn.getPort();
      }
    };
  }

  @Test
  void aMethodReferenceIsNamedWithTheClassThatHasIt() throws Exception {
    try (Socket conn = new Socket()) {
      Fn<Object, Boolean> f = conn::equals;
      assertThat(refused(f)).message().startsWith(
          "the method reference Object::equals in RefusalTest captures 'the object before ::' (java.net.Socket), which");
    }
  }

  @Test
  void theWayOutFitsThePartOfTheTask() throws Exception {
    try (Socket socket = new Socket()) {
      NotEncodableException e = refused(List.of(1, socket));
      assertThat(e.message(What.INPUT)).isEqualTo("it leads to [1] (java.net.Socket), which is not Serializable: "
          + "give what it is made from, such as a name, a path or an address, and open it inside the function");
      assertThat(e.message(What.RESULT)).isEqualTo("it leads to [1] (java.net.Socket), which is not Serializable: "
          + "return what the caller needs of it: a text, a number, a record, the bytes");
    }
  }

  @Test
  void theWayOutFitsWhatItIs() {
    Thread thread = new Thread();
    Fn<Integer, String> asksThread = x -> thread.getName();
    assertThat(refused(asksThread)).hasMessageContaining("'thread' (java.lang.Thread)").hasMessageContaining(": start it inside");
    ClassLoader loader = getClass().getClassLoader();
    Fn<Integer, String> asksLoader = x -> loader.getName();
    assertThat(refused(asksLoader)).hasMessageContaining("captures 'loader' (").hasMessageContaining(": load classes by their names");
  }

  @Test
  void aPlainLambdaIsToldWhatToBe() {
    Runnable plain = () -> {};
    assertThat(refused(plain))
        .hasMessage("a lambda that is only a java.lang.Runnable can't travel to another process: "
            + "declare it as a dev.drover.task.Call, VoidCall or Fn");
  }

  @Test
  void whateverUserCodeThrowsIsARefusal() {
    assertThat(refused(new Throwing())).hasMessageContaining("writeObject fails");
    assertThat(refused(new Looping())).hasMessageContaining("nested too deeply");
    assertThat(refused(List.of(new Failing()))).hasMessageContaining("LinkageError");
  }

  static final class Throwing implements Serializable {
    private static final long serialVersionUID = 1;

    private void writeObject(ObjectOutputStream out) {
      throw new IllegalStateException("writeObject fails");
    }
  }

  static final class Failing implements Serializable {
    private static final long serialVersionUID = 1;

    private void writeObject(ObjectOutputStream out) {
      throw new LinkageError();
    }
  }

  static final class Looping extends AbstractList<Object> implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public Object get(int index) {
      return this;
    }

    @Override
    public int size() {
      return 1;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeObject(new Looping());
    }
  }

  @Test
  void classesThatAreRefusedOnTheOtherSideAreRefusedHere() throws Exception {
    Object dangerous = new javax.management.ObjectName("a:b=c");
    assertThat(refused(dangerous)).hasMessageContaining("javax.management.ObjectName");
  }
}
