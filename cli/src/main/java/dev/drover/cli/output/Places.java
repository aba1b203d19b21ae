package dev.drover.cli.output;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each input's result goes in the folder of {@code -o}: the input's own place, mirrored, with another suffix.
 * Names are given out in the order of the inputs, so the same command gives the same names.
 *
 * <p>Two inputs never get one file: a second {@code a} keeps its suffix ({@code a.doc.txt}), a third gets a number.
 * What is kept for this is a hash of 8 bytes for each file; two that share one by chance cost no more than a longer
 * name.
 */
final class Places {
  private static final int LONGEST_NAME = 200;

  private final String suffix;
  private final boolean replacesSuffix;
  private final Map<Long, Integer> taken = new HashMap<>();

  /**
   * No place is taken.
   *
   * @param suffix of results, with the dot
   * @param replacesSuffix whether it takes the place of the input's own
   */
  Places(String suffix, boolean replacesSuffix) {
    this.suffix = suffix;
    this.replacesSuffix = replacesSuffix;
  }

  /** A relative path that stays below the folder. */
  Path assign(Path input) {
    List<String> names = safeNames(input);
    String name = names.removeLast();
    Path folder = Path.of("", names.toArray(String[]::new));
    Path plain = folder.resolve(fit((replacesSuffix ? stem(name) : name) + suffix));
    if (take(plain)) {
      return plain;
    }
    Path full = folder.resolve(fit(name + suffix));
    if (take(full)) {
      return full;
    }
    int number = taken.merge(hash(full), 1, Integer::sum);
    Path numbered = folder.resolve(fit(name + "-" + number + suffix));
    return take(numbered) ? numbered : assign(input);
  }

  private boolean take(Path path) {
    return taken.putIfAbsent(hash(path), 1) == null;
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The names of a path without its root and without what leads upwards. */
  private static List<String> safeNames(Path input) {
    List<String> names = new ArrayList<>();
    for (Path part : input.normalize()) {
      String name = part.toString();
      if (!name.equals("..") && !name.equals(".") && !name.isEmpty()) {
        names.add(fit(name));
      }
    }
    if (names.isEmpty()) {
      names.add("result");
    }
    return names;
  }

  /** A name that file systems take: too long a one is cut, and told apart by its hash. */
  private static String fit(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_NAME) {
      return name;
    }
    int keep = Math.min(name.length(), LONGEST_NAME / 4);
    return name.substring(0, keep) + "-" + Integer.toHexString(name.hashCode())
        + name.substring(name.length() - Math.min(8, name.length()));
  }

  private static long hash(Path path) {
    long h = 0xcbf29ce484222325L;
    for (byte b : path.toString().getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ b) * 0x100000001b3L;
    }
    return h;
  }
}
