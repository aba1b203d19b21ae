package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.task.Fn;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes in comes out: equal, of the same class, and as modifiable as it was. */
@SuppressWarnings("JdkObsolete") // LinkedList is a kind of list that people send
class RoundTripTest {
  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());

  record Point(int x, long y, String name) {}

  record Holder<T>(T value) {}

  record Positive(int value) {
    Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("must be positive");
      }
    }
  }

  record Masked(String secret) implements Serializable {
    private static final long serialVersionUID = 1;

    private Object writeReplace() {
      return "masked";
    }
  }

  enum Plain {
    ONE,
    TWO
  }

  enum WithBody {
    SOME {
      @Override
      String text() {
        return "some";
      }
    };

    abstract String text();
  }

  static final class Bean implements Serializable {
    private static final long serialVersionUID = 1;

    final Path path;
    final Optional<Point> point;
    final Map.Entry<String, OptionalInt> entry;
    final List<Point> points;

    Bean(Path path, Point point) {
      this.path = path;
      this.point = Optional.of(point);
      this.entry = Map.entry("a", OptionalInt.of(3));
      this.points = List.of(point, point);
    }
  }

  static Stream<Object> values() {
    return Stream.of(
        true, false, (byte) -1, (short) -2, 'x', '\uffff', 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 5L,
        Long.MIN_VALUE, 1.5f, Float.NaN, -0.0, Double.MIN_VALUE, "", "text", "\u00fc\u4e2d\ud800 lone",
        "x".repeat(3_000_000),
        "\u4e2d".repeat(2_000_001), new BigInteger("-123456789012345678901234567890"), new BigDecimal("1.2300"),
        UUID.randomUUID(), URI.create("http://a/b?c#d"), Path.of("a", "b c"), Path.of("/"), Duration.ofNanos(-5),
        Instant.now(), LocalDate.MIN, LocalTime.MAX, LocalDateTime.MAX, ZonedDateTime.now(ZoneId.of("Europe/Rome")),
        ZonedDateTime.ofLocal(LocalDateTime.of(2025, 10, 26, 2, 30), ZoneId.of("Europe/Rome"),
            ZoneOffset.ofHours(1)),
        String.class, int.class, int[][].class, Point.class, Plain.TWO, WithBody.SOME, TimeUnit.DAYS,
        OptionalInt.of(1), OptionalInt.empty(), OptionalLong.of(2), OptionalLong.empty(), OptionalDouble.of(0.5),
        OptionalDouble.empty(), Optional.empty(), Optional.of("x"), Optional.of(Optional.of(List.of())),
        new Point(1, -2, "p"), new Holder<>(new Holder<>(new int[0].length)), new Positive(3),
        TimeZone.getTimeZone("Europe/Rome"), new Object[0].length, Map.entry("k", List.of(1)));
  }

  static Stream<Object> collections() {
    return Stream.of(
        new ArrayList<>(Arrays.asList(1, null, "x")), new LinkedList<>(List.of(1, 2)), Arrays.asList(1, null),
        List.of(), List.of(1), List.of(1, 2), List.of(1, 2, 3), Stream.of(1, null, 3).toList(),
        List.of(1, 2, 3).subList(1, 3),
        Map.of(), Map.of(1, 2), Map.of(1, 2, 3, 4), Set.of(), Set.of(1), Set.of(1, 2, 3), new HashMap<>(Map.of("a", 1)),
        new LinkedHashMap<>(Map.of("b", 2)), new TreeMap<>(Map.of("z", 1, "a", 2)), new TreeSet<>(Set.of(3, 1)),
        new HashSet<>(Set.of(1, 9)), new LinkedHashSet<>(List.of(9, 1)), new TreeMap<>(Comparator.reverseOrder()));
  }

  static Stream<Object> arrays() {
    return Stream.of(
        new byte[] {1, -1}, new short[] {1, -1}, new char[] {'a', '\uffff'}, new int[] {1, -1}, new long[] {1, -1},
        new float[] {1.5f}, new double[] {-1.5, Double.NaN}, new boolean[] {true, false}, new String[] {"a", null},
        new Object[] {1, "a", null, new int[] {3}}, new Integer[] {1, null}, new int[][] {{1}, {}, null},
        new Point[] {new Point(1, 2, "3")}, new byte[5_000_000], IntStream.range(0, 1_500_000).toArray(),
        new Plain[][] {{Plain.ONE}});
  }

  private Object again(Object value) throws Exception {
    return Objects.requireNonNull(codec.decode(codec.encode(value)));
  }

  @ParameterizedTest
  @MethodSource({"values", "collections"})
  void equalAndOfTheSameKind(Object value) throws Exception {
    Object copy = again(value);
    assertThat(copy).isEqualTo(value);
    assertThat(kind(copy)).isEqualTo(kind(value));
  }

  private static String kind(Object value) {
    return value.getClass().getName().replaceAll("12$|N$|1$", "").replace("SubList", "List");
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void arraysOfEveryElementType(Object value) throws Exception {
    Object copy = again(value);
    assertThat(copy).hasSameClassAs(value);
    assertThat(Arrays.deepEquals(new Object[] {copy}, new Object[] {value})).isTrue();
  }

  @Test
  void nullIsAValue() throws Exception {
    assertThat(codec.decode(codec.encode(null))).isNull();
  }

  @Test
  void immutableCollectionsStayUnmodifiable() throws Exception {
    assertThatThrownBy(() -> ((List<?>) again(List.of(1))).clear()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) again(Map.of(1, 2))).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Set<?>) again(Set.of(1))).clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void orderOfIterationIsKept() throws Exception {
    List<Integer> order = List.of(9, 1, 5);
    Map<Integer, String> map = new LinkedHashMap<>();
    order.forEach(i -> map.put(i, "" + i));
    assertThat(((Map<?, ?>) again(map)).keySet().toArray()).containsExactly(9, 1, 5);
    assertThat(((Set<?>) again(new LinkedHashSet<>(order))).toArray()).containsExactly(9, 1, 5);
  }

  @Test
  void sharedPartsStayShared() throws Exception {
    List<Integer> part = new ArrayList<>(List.of(1));
    List<?> copy = (List<?>) again(List.of(part, part, new Holder<>(part)));
    assertThat(copy.get(0)).isSameAs(copy.get(1));
    assertThat(((Holder<?>) copy.get(2)).value()).isSameAs(copy.get(0));
  }

  @Test
  void manySharedPartsAreFoundToo() throws Exception {
    List<Holder<Integer>> many = IntStream.range(0, 1000).mapToObj(Holder::new).toList();
    List<Object> twice = new ArrayList<>(many);
    twice.addAll(many);
    List<?> copy = (List<?>) again(twice);
    assertThat(copy).isEqualTo(twice);
    assertThat(copy.get(7)).isSameAs(copy.get(1007));
  }

  @Test
  void aListMayContainItself() throws Exception {
    List<Object> list = new ArrayList<>();
    list.add(list);
    List<?> copy = (List<?>) again(list);
    assertThat(copy.get(0)).isSameAs(copy);
  }

  @Test
  void aRecordThatContainsItselfIsRefused() {
    List<Object> list = new ArrayList<>();
    Holder<List<Object>> holder = new Holder<>(list);
    list.add(holder);
    assertThatThrownBy(() -> codec.encode(holder))
        .isInstanceOf(NotEncodableException.class)
        .hasMessageContaining("contains itself");
  }

  @Test
  void nestingBeyondTheShortForms() throws Exception {
    Object nested = "core";
    for (int i = 0; i < 500; i++) {
      nested = new ArrayList<>(List.of(nested));
    }
    assertThat(again(nested).toString()).isEqualTo(nested.toString());
  }

  @Test
  void endlessNestingIsRefused() {
    Object nested = "core";
    for (int i = 0; i < 100_000; i++) {
      nested = new ArrayList<>(Arrays.asList(nested));
    }
    Object deep = nested;
    assertThatThrownBy(() -> codec.encode(deep)).isInstanceOf(NotEncodableException.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void valuesInsideOrdinaryObjects() throws Exception {
    Bean bean = new Bean(Path.of("p"), new Point(1, 2, "3"));
    Bean copy = (Bean) again(bean);
    assertThat(copy).usingRecursiveComparison().isEqualTo(bean);
  }

  @Test
  void ordinaryObjectsBetweenOthers() throws Exception {
    StringBuilder text = new StringBuilder("a");
    List<?> copy = (List<?>) again(List.of(1, text, 2, new Holder<>(text), 3));
    assertThat(copy).hasSize(5);
    assertThat(copy.get(1)).hasToString("a").isSameAs(((Holder<?>) copy.get(3)).value());
  }

  @Test
  void aRecordThatReplacesItselfIsRespected() throws Exception {
    assertThat(again(new Masked("x"))).isEqualTo("masked");
  }

  @Test
  void lambdasTravel() throws Exception {
    int k = 5;
    Fn<Integer, Integer> add = x -> x + k;
    @SuppressWarnings("unchecked")
    Holder<Fn<Integer, Integer>> copy = (Holder<Fn<Integer, Integer>>) again(new Holder<>(add));
    assertThat(copy.value().apply(3)).isEqualTo(8);
  }

  @Test
  void aConstructorThatThrowsIsAnError() throws Exception {
    byte[] bytes = codec.encode(new Positive(1)).bytes();
    bytes[bytes.length - 1] = 0;
    Payload damaged = Payload.of(List.of(ByteBuffer.wrap(bytes)));
    assertThatThrownBy(() -> codec.decode(damaged))
        .isInstanceOf(NotDecodableException.class)
        .hasMessageContaining("the constructor of the record threw");
  }
}
