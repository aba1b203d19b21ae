package dev.drover.internal.codec;

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
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists, sets and optionals of exactly these classes; their subclasses may hold more than their elements. */
final class Lists {
  private Lists() {}

  static void list() {
    open(Tag.ARRAY_LIST, ArrayList.class, n -> new ArrayList<>(n));
    open(Tag.LINKED_LIST, LinkedList.class, Lists::linked);
    open(Tag.HASH_SET, HashSet.class, HashSet::newHashSet);
    open(Tag.LINKED_HASH_SET, LinkedHashSet.class, LinkedHashSet::newLinkedHashSet);
    Forms.writer(TreeSet.class, Form.Kind.OPEN, Lists::writeTree);
    Forms.reader(Tag.TREE_SET, d -> read(n -> new TreeSet<>(), d));
    fixed();
    immutable();
    Forms.form(
        Tag.OPTIONAL,
        Optional.class,
        Form.Kind.CLOSED,
        (Optional<?> v, Encoder to) -> to.value(v.orElse(null)),
        d -> Optional.ofNullable(d.value()));
  }

  private static void open(int tag, Class<?> c, IntFunction<Collection<@Nullable Object>> maker) {
    Forms.<Collection<?>>form(tag, c, Form.Kind.OPEN, (v, to) -> to.values(v.toArray()), d -> read(maker, d));
  }

  @SuppressWarnings("JdkObsolete") // whoever sent one gets one
  private static Collection<@Nullable Object> linked(int ignored) {
    return new LinkedList<>();
  }

  private static Object read(IntFunction<Collection<@Nullable Object>> maker, Decoder from)
      throws IOException, ReflectiveOperationException {
    int count = from.in.getCount(1);
    Collection<@Nullable Object> opened = from.open(maker.apply(count));
    for (int i = 0; i < count; i++) {
      opened.add(from.value());
    }
    return opened;
  }

  @SuppressWarnings("NonApiType") // it has a form only if it is exactly this class
  private static void writeTree(TreeSet<?> set, Encoder to) throws IOException {
    if (set.comparator() != null) {
      to.jdk(set);
      return;
    }
    to.out.put(Tag.TREE_SET);
    to.values(set.toArray());
  }

  /** What {@link Arrays#asList} makes; the copy has an array of its own. */
  private static void fixed() {
    Forms.<Collection<?>>form(
        Tag.FIXED_LIST,
        Arrays.asList(1).getClass(),
        Form.Kind.CLOSED,
        (v, to) -> to.values(v.toArray()),
        d -> Arrays.asList(d.values()));
  }

  private static void immutable() {
    List<Integer> list = List.of(1, 2, 3);
    Stream.of(list, List.of(1), list.subList(0, 1)).map(Object::getClass).distinct()
        .forEach(c -> immutable(Tag.IMMUTABLE_LIST, c, Lists::unmodifiable));
    Stream.of(Set.of(1), Set.of(1, 2, 3)).map(Object::getClass).distinct()
        .forEach(c -> immutable(Tag.IMMUTABLE_SET, c, d -> Set.of(present(d.values()))));
  }

  private static void immutable(int tag, Class<?> c, Form.Reader reader) {
    Forms.<Collection<?>>form(tag, c, Form.Kind.CLOSED, (v, to) -> to.values(v.toArray()), reader);
  }

  /** The kind of list that allows nulls: what {@code toList()} gave may hold some, and nothing tells it apart. */
  private static Object unmodifiable(Decoder from) throws IOException, ReflectiveOperationException {
    return Arrays.stream(from.values()).toList();
  }

  @SuppressWarnings("NullAway") // Set.of checks the elements itself
  private static Object[] present(@Nullable Object[] values) {
    return values;
  }
}
