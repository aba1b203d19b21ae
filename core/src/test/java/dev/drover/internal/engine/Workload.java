package dev.drover.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Items of a real run: what each took on a core, and how long it waited for something else, in nanoseconds.
 *
 * @param items in the order of the inputs
 */
record Workload(List<Item> items) {
  /** One item. */
  record Item(long computing, long waiting) {}

  static Workload recorded(String name) {
    try (InputStream file = Workload.class.getResourceAsStream("/workloads/" + name + ".txt")) {
      String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.US_ASCII);
      List<Item> items = new ArrayList<>();
      text.lines().filter(line -> !line.startsWith("#")).forEach(line -> items.addAll(parse(line)));
      return new Workload(items);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** {@code 5 0 x 100} are a hundred alike. */
  private static List<Item> parse(String line) {
    List<String> words = List.of(line.split(" "));
    Item item = new Item(Long.parseLong(words.get(0)), Long.parseLong(words.get(1)));
    return Collections.nCopies(words.size() > 2 ? Integer.parseInt(words.get(3)) : 1, item);
  }

  /** The same again and again. */
  Workload times(int count) {
    List<Item> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.addAll(items);
    }
    return new Workload(all);
  }

  Workload then(Workload after) {
    List<Item> all = new ArrayList<>(items);
    all.addAll(after.items);
    return new Workload(all);
  }
}
