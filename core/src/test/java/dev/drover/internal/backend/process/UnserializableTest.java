package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.internal.backend.process.FakeEngine.End;
import dev.drover.task.Failure;
import dev.drover.task.Failure.Unserializable.What;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnserializableTest {
  @Test
  void anInputThatCannotTravelFailsAlone() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<String> call = engine.call(List.<Object>of("a", new Object(), "c"), 3, x -> "got " + x);
      assertThat(what(call.failure(1))).isEqualTo(What.INPUT);
      assertThat(call.await().get(0L)).isEqualTo(call.await().get(0L));
      assertThat(call.values()).containsExactly("got a", null, "got c");
      assertThat(engine.backend().stats().workerStarts()).isEqualTo(1);
    }
  }

  @Test
  void aFunctionThatCannotTravelFailsItsItems() {
    Object captured = new Object();
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<String> call = engine.call(List.of(1, 2), 1, x -> x + captured.toString());
      assertThat(what(call.failure(0))).isEqualTo(What.FUNCTION);
      assertThat(what(call.failure(1))).isEqualTo(What.FUNCTION);
      assertThat(engine.call(List.of(1), 1, x -> x + 1).values()).containsExactly(2);
    }
  }

  @Test
  void twentyResultsThatCannotTravelCostNoWorker() {
    List<Integer> inputs = IntStream.range(0, 20).boxed().toList();
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = engine.call(inputs, 5, x -> new Object());
      for (long i = 0; i < 20; i++) {
        assertThat(what(call.failure(i))).isEqualTo(What.RESULT);
        assertThat(call.failure(i).summary()).isEqualTo("result can't travel between processes: the value is a "
            + "java.lang.Object, which is not Serializable: return what the caller needs of it: a text, a number, a record, "
            + "the bytes");
      }
      assertThat(engine.backend().stats().workerStarts()).isEqualTo(1);
    }
  }

  @Test
  void aRefusedResultTellsHowLongItsItemRan() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = engine.call(List.of(1), 1, x -> new Object());
      assertThat(call.failure(0).evidence().ran()).hasValueSatisfying(ran -> assertThat(ran).isPositive());
    }
  }

  @Test
  void aResultThatCannotBeReadFailsItsItemOnly() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = engine.call(List.of(1, 2, 3), 3, x -> x == 2 ? new Unreadable() : x);
      assertThat(what(call.failure(1))).isEqualTo(What.RESULT);
      assertThat(call.await().get(2L)).isInstanceOf(End.Ok.class);
    }
  }

  @Test
  void anExceptionThatCannotBeReadIsReportedAllTheSame() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1, 2), 2, x -> {
        if (x == 1) {
          throw new UnreadableException();
        }
        return x;
      });
      assertThat(call.failure(0)).isInstanceOfSatisfying(Failure.Threw.class, threw -> {
        assertThat(threw.thrown().type()).isEqualTo(UnreadableException.class.getName());
        assertThat(threw.thrown().message()).isEqualTo("unreadable");
      });
      assertThat(call.await().get(1L)).isInstanceOf(End.Ok.class);
    }
  }

  @Test
  void deepRecursionIsAnException() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1, 2), 2, x -> x == 1 ? endless(x) : x);
      assertThat(call.failure(0)).isInstanceOfSatisfying(
          Failure.Threw.class, t -> assertThat(t.thrown().type()).isEqualTo(StackOverflowError.class.getName()));
      assertThat(call.await().get(1L)).isInstanceOf(End.Ok.class);
      assertThat(engine.backend().stats().workerStarts()).isEqualTo(1);
    }
  }

  @Test
  void anExhaustedHeapIsTheFaultOfItsItemAndTheWorkerIsReplaced() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.memory("32m"))) {
      Call<Integer> call = engine.call(List.of(1, 2, 3), 3, x -> x == 2 ? new byte[256 << 20].length : x);
      assertThat(call.failure(1)).isInstanceOf(Failure.OutOfMemory.class);
      assertThat(call.failure(1).summary()).contains("heap space");
      assertThat(call.await().get(2L)).isInstanceOf(End.Ok.class);
      assertThat(engine.backend().stats().workerStarts()).isEqualTo(2);
    }
  }

  @Test
  void anInputTooLargeForTheWorkerIsOutOfMemoryToo() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.memory("32m"))) {
      Call<Integer> call = engine.call(List.of(new byte[1], new byte[128 << 20], new byte[2]), 3, b -> b.length);
      assertThat(call.failure(1)).isInstanceOf(Failure.OutOfMemory.class);
      assertThat(call.values()).containsExactly(1, null, 2);
    }
  }

  private static What what(Failure failure) {
    assertThat(failure).isInstanceOf(Failure.Unserializable.class);
    return ((Failure.Unserializable) failure).what();
  }

  private static int endless(int x) {
    return x < 0 ? x : endless(x + 1) + 1;
  }

  /** Can be written, not read. */
  static final class Unreadable implements Serializable {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException {
      throw new IOException("not with me");
    }
  }

  /** Can be written, not read. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableException() {
      super("unreadable");
    }

    private void readObject(ObjectInputStream in) throws IOException {
      throw new IOException("not with me");
    }
  }
}
