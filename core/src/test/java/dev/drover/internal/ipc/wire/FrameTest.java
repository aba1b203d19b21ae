package dev.drover.internal.ipc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.ParentClasses;
import dev.drover.internal.codec.Payload;
import dev.drover.task.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final FunctionName NAME = FunctionName.of(new byte[32]);
  private static final Printed PRINTED = new Printed(1, 2, 3, 4);

  @Test
  void framesWithoutBodiesComeBackAsTheyWere() throws IOException {
    for (Frame frame : List.of(
        new Frame.Ready(),
        new Frame.Bye(),
        new Frame.Rest(),
        new Frame.Welcome(Optional.empty(), Optional.empty(), 3, 1L << 40),
        new Frame.OutputTaken(),
        new Frame.Stop(1, 2, 3, true),
        new Frame.Stop(Long.MAX_VALUE, 0, Integer.MAX_VALUE, false),
        new Frame.Dump(4, 5),
        new Frame.Skipped(6, 7),
        new Frame.ClassRequest(8, 9, "a.B"),
        new Frame.ClassBytes(10, Optional.empty()),
        new Frame.Oom(11, 12, 99, PRINTED, "heap \u20ac"),
        new Frame.Unserializable(13, 14, 1L << 40, Printed.NOTHING, Failure.Unserializable.What.FUNCTION, "why"),
        new Frame.Unserializable(13, 14, 1L << 40, PRINTED, Failure.Unserializable.What.RESULT, ""),
        new Frame.BatchDone(15, 16, PRINTED),
        new Frame.LeftBehind("thread 'x'"),
        new Frame.StackDump(17, 18, List.of(new StackTraceElement("a.B", "run", "B.java", 19))),
        new Frame.StackDump(17, 18, List.of(new StackTraceElement("a.B", "run", null, -2))))) {
      assertThat(roundTrip(frame)).isEqualTo(frame);
    }
  }

  @Test
  void aBatchKeepsItsItemsApart() throws IOException {
    Frame.Batch batch = new Frame.Batch(
        1, NAME, 100, 2, OptionalLong.of(-5), true,
        List.of(
            new Frame.Input(0, cargo(new byte[0])),
            new Frame.Input(2, cargo(new byte[] {1, 2})),
            new Frame.Input(3, cargo(new byte[200_000]))));
    Frame.Batch back = (Frame.Batch) roundTrip(batch);
    assertThat(back.id()).isEqualTo(1);
    assertThat(back.function()).isEqualTo(NAME);
    assertThat(back.firstIndex()).isEqualTo(100);
    assertThat(back.attempt()).isEqualTo(2);
    assertThat(back.seed()).hasValue(-5);
    assertThat(back.exact()).isTrue();
    assertThat(back.inputs()).extracting(Frame.Input::offset).containsExactly(0, 2, 3);
    assertThat(back.inputs().stream().map(i -> bytes(i.cargo()).length)).containsExactly(0, 2, 200_000);
    assertThat(bytes(back.inputs().get(1).cargo())).containsExactly(1, 2);
  }

  @Test
  void smallItemsAndSmallValuesGoTogether() throws IOException {
    Frame.Batch batch = (Frame.Batch) roundTrip(new Frame.Batch(
        1, NAME, 0, 1, OptionalLong.empty(), false, List.of(new Frame.Input(4, 1000, cargo(new byte[] {1, 2, 3})))));
    assertThat(batch.exact()).isFalse();
    assertThat(batch.inputs().getFirst().offset()).isEqualTo(4);
    assertThat(batch.inputs().getFirst().count()).isEqualTo(1000);
    Frame.Oks oks = (Frame.Oks) roundTrip(new Frame.Oks(5, 6, 7, true, cargo(new byte[] {8, 9})));
    assertThat(oks.batch()).isEqualTo(5);
    assertThat(oks.item()).isEqualTo(6);
    assertThat(oks.count()).isEqualTo(7);
    assertThat(oks.exact()).isTrue();
    assertThat(((Frame.Oks) roundTrip(new Frame.Oks(5, 6, 7, false, cargo(new byte[0])))).exact()).isFalse();
    assertThat(bytes(oks.values())).containsExactly(8, 9);
  }

  @Test
  void largeArraysTravelBesideTheBytesOfTheirValue() throws Exception {
    ObjectCodec codec = new ObjectCodec(new ParentClasses());
    double[] doubles = new Random(1).doubles(70_000).toArray();
    byte[] bytes = new byte[300_000];
    new Random(2).nextBytes(bytes);
    List<Object> value = List.of("a", doubles, bytes, doubles, new int[] {1});
    Frame.Batch batch = new Frame.Batch(1, NAME, 0, 1, OptionalLong.empty(), true, List.of(
        new Frame.Input(0, Cargo.of(codec.encodeForFrame(value))), new Frame.Input(1, cargo(new byte[] {1, 2}))));
    Frame.Batch back = (Frame.Batch) roundTrip(batch);
    assertThat(bytes(back.inputs().get(1).cargo())).containsExactly(1, 2);
    assertSame(codec.decode(back.inputs().getFirst().cargo().held().orElseThrow()), value);
    Frame.Ok ok = (Frame.Ok) roundTrip(new Frame.Ok(1, 2, 3, PRINTED, Cargo.of(codec.encodeForFrame(value))));
    assertThat(ok.printed()).isEqualTo(PRINTED);
    assertSame(codec.decode(ok.value().held().orElseThrow()), value);
  }

  private static void assertSame(@Nullable Object decoded, List<?> value) {
    List<?> back = (List<?>) Objects.requireNonNull(decoded);
    assertThat(Arrays.deepEquals(back.toArray(), value.toArray())).isTrue();
    assertThat(back.get(3)).isSameAs(back.get(1)).isNotSameAs(value.get(1));
  }

  @Test
  void arraysThatCantBeAreRefused() throws Exception {
    byte[] ok = written(new Frame.Ok(
        1, 2, 3, Printed.NOTHING, Cargo.of(new ObjectCodec(new ParentClasses()).encodeForFrame(new long[10_000]))));
    // header, how many arrays, how many bytes, class of the array, its size
    assertThatThrownBy(() -> read(changed(ok, FrameType.HEADER, 1 << 20)))
        .isInstanceOf(IOException.class).hasMessage("1048576 arrays are announced in 80026 bytes");
    assertThatThrownBy(() -> read(changed(ok, FrameType.HEADER + 12, 99)))
        .isInstanceOf(IOException.class).hasMessage("an array of class 99; the two sides differ in version");
    assertThatThrownBy(() -> read(changed(ok, FrameType.HEADER + 16, -1)))
        .isInstanceOf(IOException.class).hasMessageContaining("bytes are announced in 80026");
  }

  private static byte[] changed(byte[] frame, int at, int value) {
    byte[] changed = frame.clone();
    ByteBuffer.wrap(changed).putInt(at, value);
    return changed;
  }

  @Test
  void resultsCarryWhatWasPrintedAndAnyNumberOfBytes() throws IOException {
    byte[] large = new byte[9 << 20];
    Arrays.fill(large, (byte) 7);
    Frame.Ok back = (Frame.Ok) roundTrip(new Frame.Ok(1, 2, 3, PRINTED, cargo(large)));
    assertThat(back.printed()).isEqualTo(PRINTED);
    assertThat(back.nanos()).isEqualTo(3);
    assertThat(bytes(back.value())).isEqualTo(large);
  }

  @Test
  void aGreetingIsReadWhereverItIsCut() throws IOException {
    Secret secret = Secret.create();
    byte[] bytes = written(new Frame.Hello(1, Greeting.PROTOCOL_VERSION, 2, 3, "25.0.1+8", secret, true));
    for (int cut = 1; cut < bytes.length; cut++) {
      Greeting greeting = new Greeting();
      assertThat(greeting.read(channel(Arrays.copyOf(bytes, cut)))).isEmpty();
      Frame.Hello hello = greeting.read(channel(Arrays.copyOfRange(bytes, cut, bytes.length))).orElseThrow();
      assertThat(hello.worker()).isEqualTo(1);
      assertThat(hello.rings()).isTrue();
      assertThat(hello.javaVersion()).isEqualTo("25.0.1+8");
      assertThat(hello.secret().matches(secret)).isTrue();
      assertThat(hello.secret().matches(Secret.create())).isFalse();
    }
  }

  @Test
  void whatIsNoGreetingIsRefused() {
    assertThatThrownBy(() -> new Greeting().read(channel("GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class).hasMessage("connection begins with 71 instead of a greeting");
    byte[] huge = new byte[64];
    huge[0] = FrameType.HELLO;
    huge[24] = 1;
    assertThatThrownBy(() -> new Greeting().read(channel(huge)))
        .isInstanceOf(IOException.class).hasMessageContaining("it must have 36 to 480");
  }

  @Test
  void anUnknownFrameIsRefusedWithTheWayOut() {
    byte[] unknown = new byte[32];
    unknown[0] = 99;
    assertThatThrownBy(() -> read(unknown))
        .isInstanceOf(IOException.class)
        .hasMessage("frame of type 99; known are 1 to 22: parent and worker must run the same Drover");
  }

  @Test
  void anEndInTheMiddleOfAFrameIsAnError() throws IOException {
    byte[] bytes = written(new Frame.Ok(1, 2, 3, PRINTED, cargo(new byte[10])));
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1))).isInstanceOf(EOFException.class);
    assertThat(new FrameReader(new InBuffer(channel(new byte[0]))).read()).isEmpty();
  }

  @Test
  void bothEndsForgetTheSameFunction() {
    Recent<Integer> parent = new Recent<>();
    Recent<Integer> worker = new Recent<>();
    for (int i = 0; i < 1000; i++) {
      byte[] hash = new byte[32];
      hash[0] = (byte) (i * 31 % 97);
      FunctionName name = FunctionName.of(hash);
      boolean known = parent.touch(name).isPresent();
      assertThat(worker.touch(name).isPresent()).isEqualTo(known);
      if (!known) {
        parent.add(name, i);
        worker.add(name, i);
      }
    }
  }

  private static Cargo cargo(byte[] bytes) {
    return Cargo.of(Payload.of(List.of(ByteBuffer.wrap(bytes))));
  }

  private static byte[] bytes(Cargo cargo) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    if (cargo instanceof Cargo.Held held) {
      held.payload().chunks().forEach(chunk -> {
        byte[] part = new byte[chunk.remaining()];
        chunk.duplicate().get(part);
        all.writeBytes(part);
      });
    }
    return all.toByteArray();
  }

  private static java.nio.channels.ReadableByteChannel channel(byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  private static byte[] written(Frame frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutBuffer out = new OutBuffer(Channels.newChannel(bytes));
    new FrameWriter(out).write(frame);
    out.flush();
    return bytes.toByteArray();
  }

  private static Frame read(byte[] bytes) throws IOException {
    return new FrameReader(new InBuffer(channel(bytes))).read().orElseThrow();
  }

  private static Frame roundTrip(Frame frame) throws IOException {
    return read(written(frame));
  }
}
