package dev.drover.internal.codec;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Maps and entries of exactly these classes. */
final class Maps {
  private Maps() {}

  static void list() {
    open(Tag.HASH_MAP, HashMap.class, HashMap::newHashMap);
    open(Tag.LINKED_HASH_MAP, LinkedHashMap.class, LinkedHashMap::newLinkedHashMap);
    Forms.writer(TreeMap.class, Form.Kind.OPEN, Maps::writeTree);
    Forms.reader(Tag.TREE_MAP, d -> read(n -> new TreeMap<>(), d));
    Stream.of(Map.of(1, 1), Map.of(1, 1, 2, 2)).map(Object::getClass).distinct().forEach(Maps::immutable);
    Forms.reader(Tag.IMMUTABLE_MAP, Maps::readImmutable);
    Forms.<Map.Entry<?, ?>>form(
        Tag.ENTRY,
        Map.entry(1, 1).getClass(),
        Form.Kind.CLOSED,
        (v, to) -> {
          to.value(v.getKey());
          to.value(v.getValue());
        },
        Maps::readEntry);
  }

  private static void open(int tag, Class<?> c, IntFunction<Map<@Nullable Object, @Nullable Object>> maker) {
    Forms.<Map<?, ?>>form(tag, c, Form.Kind.OPEN, Maps::write, d -> read(maker, d));
  }

  private static void immutable(Class<?> c) {
    Forms.<Map<?, ?>>writer(
        c,
        Form.Kind.CLOSED,
        (v, to) -> {
          to.out.put(Tag.IMMUTABLE_MAP);
          write(v, to);
        });
  }

  private static void write(Map<?, ?> map, Encoder to) throws IOException {
    to.out.putSize(map.size());
    for (Map.Entry<?, ?> e : map.entrySet()) {
      to.value(e.getKey());
      to.value(e.getValue());
    }
  }

  @SuppressWarnings("NonApiType") // it has a form only if it is exactly this class
  private static void writeTree(TreeMap<?, ?> map, Encoder to) throws IOException {
    if (map.comparator() != null) {
      to.jdk(map);
      return;
    }
    to.out.put(Tag.TREE_MAP);
    write(map, to);
  }

  private static Object read(IntFunction<Map<@Nullable Object, @Nullable Object>> maker, Decoder from)
      throws IOException, ReflectiveOperationException {
    int count = from.in.getCount(2);
    Map<@Nullable Object, @Nullable Object> opened = from.open(maker.apply(count));
    for (int i = 0; i < count; i++) {
      Object key = from.value();
      opened.put(key, from.value());
    }
    return opened;
  }

  private static Object readImmutable(Decoder from) throws IOException, ReflectiveOperationException {
    Map.Entry<?, ?>[] entries = new Map.Entry<?, ?>[from.in.getCount(2)];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = readEntry(from);
    }
    return Map.ofEntries(entries);
  }

  @SuppressWarnings("NullAway") // Map.entry checks key and value itself
  private static Map.Entry<?, ?> readEntry(Decoder from) throws IOException, ReflectiveOperationException {
    Object key = from.value();
    return Map.entry(key, from.value());
  }
}
