package dev.drover.internal.codec;

import dev.drover.internal.list.ResultList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lists, sets and optionals of exactly these classes; their subclasses may hold more than their elements. */
final class Lists implements Form.Family {
  private Lists() {}

  static void list() {
    Lists family = new Lists();
    Forms.open(Tag.ARRAY_LIST, ArrayList.class, family);
    Forms.open(Tag.ARRAY_LIST, ResultList.class, family);
    Forms.open(Tag.LINKED_LIST, LinkedList.class, family);
    Forms.open(Tag.HASH_SET, HashSet.class, family);
    Forms.open(Tag.LINKED_HASH_SET, LinkedHashSet.class, family);
    Forms.open(Tag.TREE_SET, TreeSet.class, family);
    Forms.closed(Tag.FIXED_LIST, Arrays.asList(1), family);
    List<Integer> list = List.of(1, 2, 3);
    Forms.closed(Tag.IMMUTABLE_LIST, list, family);
    Forms.closed(Tag.IMMUTABLE_LIST, List.of(1), family);
    Forms.closed(Tag.IMMUTABLE_LIST, list.subList(0, 1), family);
    Forms.closed(Tag.IMMUTABLE_SET, Set.of(1), family);
    Forms.closed(Tag.IMMUTABLE_SET, Set.of(1, 2, 3), family);
    Forms.closed(Tag.OPTIONAL, Optional.empty(), family);
  }

  @Override
  public void write(int tag, Object v, Encoder to) throws IOException {
    if (v instanceof TreeSet<?> tree && tree.comparator() != null) {
      to.jdk(tree);
      return;
    }
    to.out.put(tag);
    if (tag == Tag.OPTIONAL) {
      to.value(((Optional<?>) v).orElse(null));
    } else {
      to.values(((Collection<?>) v).toArray());
    }
  }

  @Override
  public Object read(int tag, Decoder from) throws IOException, ReflectiveOperationException {
    return switch (tag) {
      case Tag.OPTIONAL -> Optional.ofNullable(from.value());
      // the copy has an array of its own
      case Tag.FIXED_LIST -> Arrays.asList(from.values());
      // the kind of list that allows nulls: what toList() gave may hold some, and nothing tells it apart
      case Tag.IMMUTABLE_LIST -> Arrays.stream(from.values()).toList();
      case Tag.IMMUTABLE_SET -> Set.of(present(from.values()));
      default -> fill(tag, from);
    };
  }

  private static Object fill(int tag, Decoder from) throws IOException, ReflectiveOperationException {
    int count = from.in.getCount(1);
    Collection<@Nullable Object> opened = from.open(empty(tag, count));
    for (int i = 0; i < count; i++) {
      opened.add(from.value());
    }
    return opened;
  }

  @SuppressWarnings("JdkObsolete") // whoever sent a linked list gets one
  private static Collection<@Nullable Object> empty(int tag, int count) {
    return switch (tag) {
      case Tag.ARRAY_LIST -> new ArrayList<>(count);
      case Tag.LINKED_LIST -> new LinkedList<>();
      case Tag.HASH_SET -> HashSet.newHashSet(count);
      case Tag.LINKED_HASH_SET -> LinkedHashSet.newLinkedHashSet(count);
      case Tag.TREE_SET -> new TreeSet<>();
      default -> throw Forms.stranger(tag);
    };
  }

  @SuppressWarnings("NullAway") // Set.of checks the elements itself
  private static Object[] present(@Nullable Object[] values) {
    return values;
  }
}
