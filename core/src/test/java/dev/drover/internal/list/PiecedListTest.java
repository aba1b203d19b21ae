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
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is done to it, it is as an array list would be. */
class PiecedListTest {
  /** 0 to 9 and null, in pieces of four; the last piece has room to spare. */
  private static List<@Nullable Object> list() {
    return new PiecedList<>(new Object[][] {{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, null, "spare"}, {}}, 4, 11);
  }

  private static List<@Nullable Object> same() {
    return new ArrayList<>(Arrays.asList(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, null));
  }

  @Test
  void isReadLikeAnArrayList() {
    assertThat(list()).isEqualTo(same()).hasSameHashCodeAs(same()).hasSize(11);
    assertThat(list().toArray()).isEqualTo(same().toArray());
    assertThat(list().subList(3, 9)).isEqualTo(same().subList(3, 9));
    assertThat(list().stream().toList()).isEqualTo(same());
    assertThat(list().indexOf(null)).isEqualTo(10);
    List<@Nullable Object> seen = new ArrayList<>();
    list().forEach(seen::add);
    assertThat(seen).isEqualTo(same());
    assertThatThrownBy(() -> list().get(11)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list().get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void isChangedLikeAnArrayList() {
    List<@Nullable Object> list = list();
    List<@Nullable Object> same = same();
    for (List<@Nullable Object> each : List.of(list, same)) {
      assertThat(each.set(5, "five")).isEqualTo(5);
      Collections.swap(each, 0, 9);
      each.add("last");
      each.add(3, null);
      assertThat(each.remove(6)).isEqualTo("five");
      assertThat(each.set(0, "first")).isEqualTo(9);
      each.addAll(List.of("x", "y"));
      each.removeIf(e -> e instanceof Integer number && number % 2 == 0);
      each.subList(1, 3).clear();
    }
    assertThat(list).isEqualTo(same);
    assertThat(list.toArray()).isEqualTo(same.toArray());
    list.clear();
    assertThat(list).isEmpty();
  }

  @Test
  void isSortedInPlace() {
    List<Integer> list = new PiecedList<>(new Object[][] {{3, 1}, {2, 5}, {4}}, 2, 5);
    Collections.sort(list);
    assertThat(list).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void tellsWhoChangesItWhileItIsRead() {
    List<@Nullable Object> list = list();
    assertThatThrownBy(() -> list.forEach(_ -> list.add(1))).isInstanceOf(ConcurrentModificationException.class);
    Iterator<@Nullable Object> reader = list.iterator();
    list.removeLast();
    assertThatThrownBy(reader::next).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void travelsAsAnArrayList() throws Exception {
    ObjectCodec codec = new ObjectCodec(new ParentClasses());
    Object back = codec.decode(codec.encode(list()));
    assertThat(back).isInstanceOf(ArrayList.class).isEqualTo(same());
    List<@Nullable Object> changed = list();
    changed.add("more");
    assertThat(codec.decode(codec.encode(changed))).isEqualTo(changed);
  }

  @Test
  void isSerialisedAsAnArrayList() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(list());
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isInstanceOf(ArrayList.class).isEqualTo(same());
    }
  }
}
