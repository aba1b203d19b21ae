package dev.drover.internal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.task.IntFn;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops that functions have for themselves. */
@Timeout(60)
class OwnLoopTest {
  private static final NumberLoop SHARED = new PlainNumberLoop();
  private static final long MILLISECOND = 1_000_000;

  private final OwnLoop<NumberLoop> own = new OwnLoop<>(MethodHandles.lookup(), SHARED, UnaryOperator.identity());

  @Test
  void aFunctionHasItsOwnLoopAfterTwentyMillisecondsOfCheapItems() {
    own.ran(1_000_000, 19 * MILLISECOND);
    assertThat(own.loop()).isSameAs(SHARED);
    own.ran(1_000_000, MILLISECOND);
    NumberLoop loop = own.loop();
    assertThat(loop).isNotSameAs(SHARED);
    assertThat(loop.getClass().isHidden()).isTrue();
    own.ran(1_000_000, 50 * MILLISECOND);
    assertThat(own.loop()).as("one is enough").isSameAs(loop);
  }

  @Test
  void noTwoFunctionsHaveTheSame() {
    OwnLoop<NumberLoop> other = new OwnLoop<>(MethodHandles.lookup(), SHARED, UnaryOperator.identity());
    own.ran(1_000_000, 20 * MILLISECOND);
    other.ran(1_000_000, 20 * MILLISECOND);
    assertThat(own.loop().getClass()).isNotSameAs(other.loop().getClass());
  }

  @Test
  void itemsThatTakeLongerThanTheCallGetNone() {
    for (int i = 0; i < 1_000; i++) {
      own.ran(1_000, MILLISECOND);
    }
    assertThat(own.loop()).isSameAs(SHARED);
    assertThat(own.itemsIn(MILLISECOND)).isEqualTo(1);
  }

  @Test
  void howManyItemsFitIntoATimeIsSureOnlyWhileTheyStayCheap() {
    own.ran(100_000, MILLISECOND);
    assertThat(own.itemsIn(MILLISECOND)).as("nobody knows yet").isEqualTo(1);
    own.ran(4_000_000, 40 * MILLISECOND);
    assertThat(own.itemsIn(MILLISECOND)).isEqualTo(100_000);
    own.ran(1, 30 * MILLISECOND);
    assertThat(own.itemsIn(MILLISECOND)).as("one item was as slow as all the others were quick").isEqualTo(1);
  }

  @Test
  void oneCallOfEightIsMeasuredWhileItemsStayCheap() {
    assertThat(IntStream.range(0, 16).filter(_ -> own.isDue())).as("nobody knows yet").hasSize(16);
    own.ran(4_000_000, 40 * MILLISECOND);
    assertThat(IntStream.range(0, 16).filter(_ -> own.isDue())).containsExactly(0, 8);
    own.ran(1, 30 * MILLISECOND);
    assertThat(IntStream.range(0, 16).filter(_ -> own.isDue())).hasSize(16);
  }

  @Test
  void whatLostItsCoreOnceIsStillCheap() {
    own.ran(4_000_000, 40 * MILLISECOND);
    own.ran(10, 4 * MILLISECOND);
    own.ran(100_000, MILLISECOND);
    assertThat(own.itemsIn(MILLISECOND)).isEqualTo(100_000);
  }

  @Test
  void aCopyComputesTheSameAndNamesTheInputThatThrew() throws Exception {
    own.ran(1_000_000, 20 * MILLISECOND);
    int[] results = new int[3];
    own.loop().ints(x -> x * x, new int[] {9, 1, 2, 3}, 1, results, 0);
    assertThat(results).containsExactly(1, 4, 9);
    IntFn failing = x -> {
      throw new IllegalStateException("no");
    };
    assertThatThrownBy(() -> own.loop().intRange(failing, 7, results, 100))
        .hasMessage("no")
        .satisfies(e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(Loops.Element.class)
            .extracting(Throwable::getMessage).isEqualTo("at input 100"));
  }

  @Test
  void aCopyGoesWithItsHolder() throws Exception {
    WeakReference<Class<?>> copy = copyOfAFunctionThatIsForgotten();
    while (copy.get() != null) {
      System.gc();
    }
    assertThat(copy.get()).isNull();
  }

  private static WeakReference<Class<?>> copyOfAFunctionThatIsForgotten() {
    OwnLoop<NumberLoop> own = new OwnLoop<>(MethodHandles.lookup(), SHARED, UnaryOperator.identity());
    own.ran(1_000_000, 20 * MILLISECOND);
    return new WeakReference<>(own.loop().getClass());
  }

  @Test
  void functionsOfNumbersGetThemWhileTheyRun() throws Exception {
    Loops.Ints function = new Loops.Ints(x -> x + 1);
    Slice slice = new Slice.OfArray(new int[1 << 16], 0, 1 << 16, 0);
    assertThat(function.worthwhile()).isEqualTo(1);
    while (function.worthwhile() == 1) {
      assertThat(function.apply(slice)).hasSize(1 << 16).startsWith(1, 1);
    }
    assertThat(function.worthwhile()).as("inputs in 100 us").isBetween(300, 1 << 24);
  }
}
