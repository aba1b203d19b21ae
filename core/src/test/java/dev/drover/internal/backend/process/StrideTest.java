package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.internal.backend.process.FakeEngine.End;
import dev.drover.task.Failure;
import dev.drover.task.Fn;
import dev.drover.task.Task;
import dev.drover.task.TaskOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tiny items run several at a stride; one of them that is of another kind is treated as if it had run alone, and harms no other. */
@Timeout(60)
class StrideTest {
  private static final int ODD = 1700;
  private static final List<Integer> MANY = IntStream.range(0, 3000).boxed().toList();

  private static Call<Object> call(FakeEngine engine, Fn<Integer, Object> function) {
    return engine.untimedCall(MANY, MANY.size(), function);
  }

  /** Only the odd one has not its input as its value. */
  private static @Nullable Object assertOthersAreWell(Call<Object> call) {
    List<@Nullable Object> values = new ArrayList<>(call.values());
    Object odd = values.set(ODD, ODD);
    assertThat(values).isEqualTo(MANY);
    return odd;
  }

  @Test
  @SuppressWarnings("NullAway") // a function may give null
  void eachHasItsOwnValueAndIndex() {
    try (FakeEngine engine = new FakeEngine(1)) {
      assertThat(call(engine, x -> Task.current().orElseThrow().index() + x).values())
          .isEqualTo(MANY.stream().map(x -> 2L * x).toList());
      assertThat(call(engine, x -> x % 3 == 0 ? "text " + x : x % 3 == 1 ? null : x / 2.0).values())
          .isEqualTo(MANY.stream().map(x -> x % 3 == 0 ? (Object) ("text " + x) : x % 3 == 1 ? null : x / 2.0).toList());
    }
  }

  @Test
  void timesAddUp() {
    try (FakeEngine engine = new FakeEngine(1)) {
      long sum = call(engine, x -> {
        if (x == ODD) {
          Thread.sleep(50);
        }
        return x;
      }).await().values().stream().mapToLong(end -> ((End.Ok<?>) end).nanos()).sum();
      assertThat(sum).isBetween(50_000_000L, 30_000_000_000L);
    }
  }

  @Test
  void whatOneLeavesBehindTheNextDoesNotFind() {
    TimeZone zone = TimeZone.getDefault();
    try (FakeEngine engine = new FakeEngine(1)) {
      assertOthersAreWell(call(engine, x -> {
        boolean asItWas = !Locale.getDefault().getLanguage().equals("tr")
            && !TimeZone.getDefault().getID().equals("Asia/Tokyo")
            && System.in != null;
        if (x == ODD) {
          Locale.setDefault(Locale.forLanguageTag("tr"));
        } else if (x == ODD + 20) {
          TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        } else if (x == ODD + 40) {
          System.setIn(null);
        }
        return asItWas ? x : -x;
      }));
    }
    assertThat(TimeZone.getDefault()).isEqualTo(zone);
  }

  @Test
  void anInterruptOfOneIsNotTheNextOnes() {
    try (FakeEngine engine = new FakeEngine(1)) {
      assertOthersAreWell(call(engine, x -> {
        boolean interrupted = Thread.currentThread().isInterrupted();
        if (x == ODD) {
          Thread.currentThread().interrupt();
        }
        return interrupted ? -x : x;
      }));
    }
  }

  @Test
  void whatOnePrintsIsItsOwn() {
    ConcurrentMap<Long, String> out = new ConcurrentHashMap<>();
    try (FakeEngine engine = new FakeEngine(1, o -> o.output(
        (TaskOutput t) -> out.merge(t.index(), new String(t.bytes(), StandardCharsets.UTF_8), String::concat)))) {
      assertOthersAreWell(call(engine, x -> {
        if (x == ODD || x == ODD + 1) {
          System.out.print("from " + x);
        }
        return x;
      }));
    }
    assertThat(out).isEqualTo(Map.of((long) ODD, "from " + ODD, ODD + 1L, "from " + (ODD + 1)));
  }

  @Test
  void oneThatThrowsFailsAlone() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = call(engine, x -> {
        if (x == ODD) {
          throw new IllegalArgumentException("odd");
        }
        return x;
      });
      assertThat(assertOthersAreWell(call)).isNull();
      assertThat(call.failure(ODD).summary()).contains("IllegalArgumentException: odd");
    }
  }

  @Test
  void oneThatHasALargeValueGivesIt() {
    try (FakeEngine engine = new FakeEngine(1)) {
      assertThat(assertOthersAreWell(call(engine, x -> x == ODD ? List.of(1, new int[100_000].length) : x)))
          .isEqualTo(List.of(1, 100_000));
    }
  }

  @Test
  void oneWhoseValueCannotTravelFailsAlone() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = call(engine, x -> x == ODD ? Thread.currentThread() : x);
      assertThat(assertOthersAreWell(call)).isNull();
      assertThat(call.failure(ODD)).isInstanceOf(Failure.Unserializable.class);
    }
  }

  @Test
  void oneThatKillsItsWorkerFailsAlone() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = call(engine, x -> {
        if (x == ODD) {
          Runtime.getRuntime().halt(3);
        }
        return x;
      });
      assertThat(assertOthersAreWell(call)).isNull();
      assertThat(call.failure(ODD).summary()).contains("status 3");
      assertThat(engine.backend().stats().workerDeaths()).isEqualTo(1);
    }
  }

  @Test
  void oneThatRunsOutOfMemoryFailsAlone() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = call(engine, x -> x == ODD ? new long[1 << 28].length : x);
      assertThat(assertOthersAreWell(call)).isNull();
      assertThat(call.failure(ODD)).isInstanceOf(Failure.OutOfMemory.class);
    }
  }

  @Test
  void oneThatHangsKeepsNoResultBackAndIsStoppedAlone() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = call(engine, x -> {
        if (x == ODD) {
          Thread.sleep(60_000);
        }
        return x;
      });
      Map<Long, End<Object>> before = call.await(ODD);
      assertThat(before).hasSize(ODD).doesNotContainKey((long) ODD);
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() ->
          engine.backend().running().stream().anyMatch(r -> r.index() == ODD));
      engine.backend().stop(call.work(), i -> i == ODD || i == ODD + 2, "the test wants it");
      Map<Long, End<Object>> all = call.await();
      assertThat(Objects.requireNonNull(all.get((long) ODD))).isInstanceOf(End.Failed.class);
      assertThat(call.failure(ODD).summary()).isEqualTo("cancelled: the test wants it");
      assertThat(call.failure(ODD).stack()).isNotEmpty();
      assertThat(all.values().stream().filter(End.Ok.class::isInstance)).hasSizeGreaterThanOrEqualTo(MANY.size() - 2);
      assertThat(engine.backend().stats().workerDeaths()).isZero();
    }
  }
}
