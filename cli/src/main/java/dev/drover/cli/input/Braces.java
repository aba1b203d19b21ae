package dev.drover.cli.input;

import dev.drover.cli.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Expands {@code {a,b}}, nested ones too. Braces without a comma, and escaped ones, are plain characters. */
final class Braces {
  private static final int MOST = 1000;

  private Braces() {}

  static List<String> expand(String pattern) {
    List<String> all = expand(pattern, 0);
    if (all.size() > MOST) {
      throw Problem.usage("the braces of '%s' stand for %d patterns; use at most %d"
          .formatted(pattern, all.size(), MOST));
    }
    return all;
  }

  private static List<String> expand(String pattern, int from) {
    int open = indexOf(pattern, '{', from);
    if (open < 0) {
      return List.of(pattern);
    }
    List<Integer> cuts = cuts(pattern, open);
    if (cuts.size() < 3) {
      return expand(pattern, open + 1);
    }
    String before = pattern.substring(0, open);
    String after = pattern.substring(cuts.getLast() + 1);
    List<String> all = new ArrayList<>();
    for (int i = 0; i + 1 < cuts.size() && all.size() <= MOST; i++) {
      all.addAll(expand(before + pattern.substring(cuts.get(i) + 1, cuts.get(i + 1)) + after, from));
    }
    return all;
  }

  private static int indexOf(String pattern, char wanted, int from) {
    for (int i = from; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
      } else if (pattern.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The opening brace, the commas of its level, the closing brace; just the opening one if it is never closed. */
  private static List<Integer> cuts(String pattern, int open) {
    List<Integer> cuts = new ArrayList<>(List.of(open));
    int depth = 0;
    for (int i = open; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == ',' && depth == 1) {
        cuts.add(i);
      } else if (c == '}' && --depth == 0) {
        cuts.add(i);
        return cuts;
      }
    }
    return List.of(open);
  }
}
