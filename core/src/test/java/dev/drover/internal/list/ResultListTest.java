package dev.drover.internal.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.ParentClasses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The list that {@code map} gives: everything that an {@link ArrayList} does. */
@Timeout(30)
class ResultListTest {
  private final List<Long> list = new ResultList<>(new Object[] {3L, null, 1L});

  @RepeatedTest(20)
  void doesWhatAnArrayListDoes(RepetitionInfo info) {
    Random random = new Random(info.getCurrentRepetition());
    List<Long> model = new ArrayList<>(List.of(5L, 6L, 7L));
    boolean whole = info.getCurrentRepetition() % 2 == 0;
    List<Long> tested = whole ? new ResultList<>(new Object[] {5L, 6L, 7L}) : inPieces();
    for (int step = 0; step < 2_000; step++) {
      int seed = random.nextInt();
      assertThat(step(new Random(seed), tested)).as("seed %d", seed).isEqualTo(step(new Random(seed), model));
      assertThat(tested).as("seed %d", seed).isEqualTo(model).hasSameHashCodeAs(model);
      assertThat(tested.toArray()).isEqualTo(model.toArray());
    }
  }

  /** The last piece has room to spare. */
  private static List<Long> inPieces() {
    return new ResultList<>(new Object[][] {{5L, 6L}, {7L, 0L}, {}}, 1, 3);
  }

  private static Object step(Random random, List<Long> list) {
    int at = random.nextInt(list.size() + 1);
    boolean last = at == list.size();
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> list.add((long) at);
      case 3, 4 -> {
        list.add(at, (long) -at);
        yield "added";
      }
      case 5 -> last ? "none" : list.remove(at);
      case 6 -> last ? "none" : list.set(at, random.nextLong(9));
      case 7 -> list.addAll(at, List.of(1L, 2L, 3L));
      case 8 -> list.removeIf(x -> x % 7 == 3);
      case 9 -> {
        list.subList(at / 2, at).clear();
        yield "cut";
      }
      case 10 -> {
        list.sort(at % 2 == 0 ? null : Comparator.reverseOrder());
        yield "sorted";
      }
      default -> list.stream().mapToLong(x -> x).sum() + list.indexOf(3L) + list.reversed().size();
    };
  }

  @Test
  void holdsNullsAndGivesTheirPlace() {
    assertThat(list).containsExactly(3L, null, 1L).hasToString("[3, null, 1]");
    assertThat(list.indexOf(null)).isEqualTo(1);
  }

  @Test
  void aPlaceThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> list.get(3)).isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("3");
    assertThatThrownBy(() -> list.add(4, 1L)).isInstanceOf(IndexOutOfBoundsException.class);
    list.remove(2);
    assertThatThrownBy(() -> list.get(2)).as("though the array has room").isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void whoChangesItWhileItIsReadIsTold() {
    Iterator<Long> reading = list.iterator();
    list.add(4L);
    assertThatThrownBy(reading::next).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void isReadAndChangedInPieces() {
    List<Long> pieces = inPieces();
    assertThat(pieces).containsExactly(5L, 6L, 7L).isEqualTo(pieces.stream().toList());
    assertThat(pieces.toArray()).containsExactly(5L, 6L, 7L);
    assertThatThrownBy(() -> pieces.get(3)).as("room to spare").isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(pieces.set(2, 1L)).isEqualTo(7);
    Collections.sort(pieces);
    assertThat(pieces).containsExactly(1L, 5L, 6L);
  }

  @Test
  void travelsAsAnArrayList() throws Exception {
    ObjectCodec codec = new ObjectCodec(new ParentClasses());
    for (List<Long> each : List.of(list, inPieces())) {
      assertThat(codec.decode(codec.encode(each))).isExactlyInstanceOf(ArrayList.class).isEqualTo(each);
      each.add(3L);
      assertThat(codec.decode(codec.encode(each))).isExactlyInstanceOf(ArrayList.class).isEqualTo(each);
    }
  }

  @Test
  void itIsSerialisedAsAnArrayList() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(list);
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(list).isExactlyInstanceOf(ArrayList.class);
    }
  }
}
