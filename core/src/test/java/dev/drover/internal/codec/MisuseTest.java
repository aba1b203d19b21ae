package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.function.Functions;
import dev.drover.task.Call;
import dev.drover.task.Fn;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What can travel and hardly does what its author wants is said, once for its place. */
class MisuseTest {
  private static final long SMALL = 100;
  private static final String AT = "the function at MisuseTest.java:\\d+ ";

  private static final System.Logger NEAR = System.getLogger("none of the package's code sets the fields below");
  private static int limit;
  private static int threshold = 10;
  private static String greeting = "hello";
  private static int computed = Integer.getInteger("none", 3);
  private static int counter;
  private static String cached = "";

  private final ParentClasses classes = new ParentClasses();
  private final ObjectCodec codec = new ObjectCodec(classes);

  private List<String> lookAt(Object function) throws Exception {
    return new Misuse(classes, codec, false).lookAt(function, codec.encode(function).size());
  }

  @Test
  void aCapturedCounterIsToldOnce() throws Exception {
    AtomicInteger sum = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      Fn<Integer, Integer> f = sum::addAndGet;
      Fn<Integer, Integer> g = x -> sum.addAndGet(x);
      assertThat(lookAt(f)).hasSize(i == 0 ? 1 : 0).allMatch(w -> w.equals(
          "the method reference AtomicInteger::addAndGet in MisuseTest captures 'the object before ::' (java.util.concurrent."
              + "atomic.AtomicInteger), of which each worker process gets a copy; what items change there is not seen here: "
              + "use a SharedLong, or return values and add them up"));
      assertThat(lookAt(g)).hasSize(i == 0 ? 1 : 0).allMatch(w -> w.matches(AT
          + "captures 'sum' \\(java.util.concurrent.atomic.AtomicInteger\\), of which each worker process gets a copy; .*"));
    }
  }

  @Test
  void aCapturedLockIsTold() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Call<Boolean> task = () -> lock.tryLock();
    assertThat(lookAt(task)).singleElement().asString().matches(AT
        + "captures 'lock' \\(java.util.concurrent.locks.ReentrantLock\\), of which each worker process gets a copy; "
        + "it keeps nobody out in another process: use a SharedLock");
  }

  @Test
  void whatIsLargeIsNamedWithItsSize() throws Exception {
    int[] table = new int[1_000_000];
    String small = "small";
    Fn<Integer, Integer> f = x -> table[x] + small.length();
    assertThat(lookAt(f)).singleElement().asString().matches(AT
        + "captures 'table' \\(int\\[\\]\\), which is 4.0 MB encoded and goes to each worker process at each call; "
        + "load it there \\(onWorkerStart and a static field\\), or give each item its part");
    assertThat(lookAt(f)).isEmpty();
    int[] little = new int[1000];
    Fn<Integer, Integer> g = x -> little[x];
    assertThat(lookAt(g)).isEmpty();
  }

  @Test
  void theFunctionInAnAdapterIsLookedAt() throws Exception {
    ReentrantLock inAdapter = new ReentrantLock();
    assertThat(lookAt(new Functions.Delayed<Integer, Boolean>(x -> inAdapter.tryLock(), 1)))
        .singleElement().asString().contains("captures 'inAdapter'");
  }

  @Test
  void aStaticThatTheProgramHasSetIsTold() throws Exception {
    Fn<Integer, Boolean> f = x -> x < limit;
    assertThat(lookAt(f)).isEmpty();
    limit = 20;
    assertThat(lookAt(f)).singleElement().asString().matches(AT
        + "reads the static 'limit' of dev.drover.internal.codec.MisuseTest, which is 20 here and 0 in a worker process, where "
        + "nobody has set it; capture it in a local variable, or set it in onWorkerStart");
    assertThat(lookAt(f)).isEmpty();
    assertThat(NEAR).isNotNull();
  }

  @Test
  void whatTheClassItselfSetsIsCompared() throws Exception {
    Fn<Integer, Boolean> f = x -> isBelow(x) && greeting.isEmpty();
    assertThat(lookAt(f)).isEmpty();
    threshold = 11;
    greeting = "secret";
    assertThat(lookAt(f)).hasSize(2)
        .anyMatch(w -> w.contains("'threshold' of dev.drover.internal.codec.MisuseTest, which is 11 here and 10 in a worker"))
        .anyMatch(w -> w.contains("which is another String here and another String in a worker"));
  }

  private static boolean isBelow(int x) {
    return x < threshold;
  }

  static final class Settings {
    static boolean strict;

    private Settings() {}
  }

  static final class Loud {
    static final List<String> SEEN = List.of();
    static int level;

    static {
      LOADED.incrementAndGet();
    }

    private Loud() {}
  }

  private static final AtomicInteger LOADED = new AtomicInteger();

  @Test
  void aHolderOfSettingsIsReadAndAClassThatDoesSomethingIsNotInitialised() throws Exception {
    Settings.strict = false;
    Fn<Integer, Integer> f = x -> Settings.strict ? x : Loud.level;
    assertThat(lookAt(f)).isEmpty();
    Settings.strict = true;
    assertThat(lookAt(f)).singleElement().asString().contains("MisuseTest$Settings, which is true here and false in a worker");
    assertThat(LOADED).hasValue(0);
  }

  @Test
  void cachesCountersAndComputedStaticsAreNot() throws Exception {
    computed = 7;
    counter = 5;
    cached = "x";
    Fn<Integer, String> f = x -> cached(x + computed + counter++);
    assertThat(lookAt(f)).isEmpty();
  }

  private static String cached(int x) {
    if (cached.isEmpty()) {
      cached = "loaded " + x;
    }
    return cached;
  }

  @Test
  void whereWorkersAreSetUpStaticsAreNotHeldAgainstThem() throws Exception {
    Fn<Integer, Boolean> f = x -> Settings.strict;
    Settings.strict = true;
    assertThat(new Misuse(classes, codec, true).lookAt(f, SMALL)).isEmpty();
  }
}
