package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.task.Failure;
import dev.drover.task.TaskOutput;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputTest {
  private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

  /** Puts the pieces together again. */
  private static final class Collector implements Consumer<TaskOutput> {
    private final ConcurrentMap<Long, ByteArrayOutputStream> out = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, ByteArrayOutputStream> err = new ConcurrentHashMap<>();

    @Override
    public void accept(TaskOutput output) {
      (output.stream() == TaskOutput.Stream.OUT ? out : err)
          .computeIfAbsent(output.index(), _ -> new ByteArrayOutputStream())
          .writeBytes(output.bytes());
    }

    Map<Long, String> out() {
      return out.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString(StandardCharsets.UTF_8)));
    }

    String err(long index) {
      ByteArrayOutputStream bytes = err.get(index);
      return bytes == null ? "" : bytes.toString(StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatAnItemPrintsIsItsOwn() {
    Collector collector = new Collector();
    try (FakeEngine engine = new FakeEngine(2, o -> o.output(collector))) {
      engine.call(TEN, 3, x -> {
        System.out.print("out " + x + "\n\u0000\u20ac");
        System.out.write('!');
        System.err.println("err " + x);
        return x;
      }).values();
    }
    for (long i = 0; i < 10; i++) {
      assertThat(collector.out().get(i)).isEqualTo("out " + i + "\n\u0000\u20ac!");
      assertThat(collector.err(i)).isEqualTo("err %d%n".formatted(i));
    }
  }

  @Test
  void nativeCodeIsCapturedToo() {
    Collector collector = new Collector();
    try (FakeEngine engine = new FakeEngine(1, o -> o.output(collector))) {
      engine.call(TEN, 10, x -> {
        System.out.print("java ");
        System.out.flush();
        return putsNatively("native " + x);
      }).values();
    }
    for (long i = 0; i < 10; i++) {
      assertThat(collector.out().get(i)).isEqualTo("java native " + i + "\n");
    }
  }

  @Test
  void outputOfQuickItemsThatOnlyNativeCodeWroteArrivesWithTheirBatch() {
    Collector collector = new Collector();
    try (FakeEngine engine = new FakeEngine(1, o -> o.output(collector))) {
      engine.call(TEN, 10, x -> putsNatively("native " + x)).values();
    }
    assertThat(String.join("", collector.out().values()).lines()).hasSize(10);
  }

  @Test
  void anItemThatClosesOrReplacesItsStreamsHarmsOnlyItself() {
    Collector collector = new Collector();
    try (FakeEngine engine = new FakeEngine(1, o -> o.output(collector))) {
      engine.call(TEN, 10, x -> {
        System.out.print("item " + x);
        switch (x) {
          case 2 -> System.out.close();
          case 4 -> System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
          case 6 -> new FileOutputStream(FileDescriptor.out).close();
          default -> System.err.close();
        }
        return x;
      }).values();
    }
    for (long i = 0; i < 10; i++) {
      assertThat(collector.out().get(i)).isEqualTo("item " + i);
    }
  }

  @Test
  void aHundredMegabytesArriveComplete() {
    long[] count = new long[1];
    long[] pieces = new long[1];
    Consumer<TaskOutput> counter = output -> {
      count[0] += output.bytes().length;
      pieces[0] = Math.max(pieces[0], output.bytes().length);
    };
    try (FakeEngine engine = new FakeEngine(1, o -> o.output(counter))) {
      engine.call(TEN, 10, x -> {
        byte[] piece = new byte[1 << 20];
        for (int i = 0; i < 10; i++) {
          System.out.write(piece, 0, piece.length);
        }
        return x;
      }).values();
    }
    assertThat(count[0]).isEqualTo(100L << 20);
    assertThat(pieces[0]).isLessThanOrEqualTo(64 << 10);
  }

  @Test
  void aConsumerThatThrowsCostsNothingButTheOutput() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.output(_ -> {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("no, thanks");
    }))) {
      assertThat(engine.call(TEN, 5, x -> {
        System.out.println(x);
        return x;
      }).values()).isEqualTo(TEN);
    }
  }

  @Test
  void theLastLinesOfBothStreamsAreEvidence() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.output(_ -> {}))) {
      Call<Integer> call = engine.call(List.of(1), 1, x -> {
        for (int i = 0; i < 100; i++) {
          System.out.println("line " + i);
        }
        System.err.println("x".repeat(1000));
        throw new IllegalStateException("enough");
      });
      Failure failure = call.failure(0);
      assertThat(failure.lastOutput()).hasSize(20).startsWith("line 81").endsWith("line 99", "x".repeat(500));
    }
  }

  @SuppressWarnings("restricted") // native output is the point
  private static int putsNatively(String text) throws Exception {
    Linker linker = Linker.nativeLinker();
    MemorySegment puts = linker.defaultLookup().find("puts").orElseThrow();
    var handle = linker.downcallHandle(puts, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      return (int) handle.invokeExact(arena.allocateFrom(text));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
