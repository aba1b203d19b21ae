package dev.drover.internal.codec;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Maps and entries of exactly these classes. */
final class Maps implements Form.Family {
  private Maps() {}

  static void list() {
    Maps family = new Maps();
    Forms.open(Tag.HASH_MAP, HashMap.class, family);
    Forms.open(Tag.LINKED_HASH_MAP, LinkedHashMap.class, family);
    Forms.open(Tag.TREE_MAP, TreeMap.class, family);
    Forms.closed(Tag.IMMUTABLE_MAP, Map.of(1, 1), family);
    Forms.closed(Tag.IMMUTABLE_MAP, Map.of(1, 1, 2, 2), family);
    Forms.closed(Tag.ENTRY, Map.entry(1, 1), family);
  }

  @Override
  public void write(int tag, Object v, Encoder to) throws IOException {
    if (v instanceof TreeMap<?, ?> tree && tree.comparator() != null) {
      to.jdk(tree);
      return;
    }
    to.out.put(tag);
    if (v instanceof Map<?, ?> map) {
      write(map, to);
    } else {
      write((Map.Entry<?, ?>) v, to);
    }
  }

  @Override
  public Object read(int tag, Decoder from) throws IOException, ReflectiveOperationException {
    return switch (tag) {
      case Tag.ENTRY -> readEntry(from);
      case Tag.IMMUTABLE_MAP -> readImmutable(from);
      default -> fill(tag, from);
    };
  }

  private static void write(Map<?, ?> map, Encoder to) throws IOException {
    to.out.putSize(map.size());
    for (Map.Entry<?, ?> e : map.entrySet()) {
      write(e, to);
    }
  }

  private static void write(Map.Entry<?, ?> entry, Encoder to) throws IOException {
    to.value(entry.getKey());
    to.value(entry.getValue());
  }

  private static Object fill(int tag, Decoder from) throws IOException, ReflectiveOperationException {
    int count = from.in.getCount(2);
    Map<@Nullable Object, @Nullable Object> opened = from.open(empty(tag, count));
    for (int i = 0; i < count; i++) {
      Object key = from.value();
      opened.put(key, from.value());
    }
    return opened;
  }

  private static Map<@Nullable Object, @Nullable Object> empty(int tag, int count) {
    return switch (tag) {
      case Tag.HASH_MAP -> HashMap.newHashMap(count);
      case Tag.LINKED_HASH_MAP -> LinkedHashMap.newLinkedHashMap(count);
      case Tag.TREE_MAP -> new TreeMap<>();
      default -> throw Forms.stranger(tag);
    };
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
