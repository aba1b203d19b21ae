package dev.drover.cli.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Did you mean. */
public final class Suggest {
  private Suggest() {}

  /**
   * The name that was probably meant.
   *
   * @param typed what was typed
   * @param known what there is
   * @return empty if nothing is near enough
   */
  public static Optional<String> nearest(String typed, Collection<String> known) {
    int tolerance = Math.max(1, typed.length() / 3);
    return known.stream()
        .filter(name -> !name.equals(typed))
        .filter(name -> distance(lower(typed), lower(name)) <= tolerance)
        .min(Comparator.comparingInt((String name) -> distance(lower(typed), lower(name)))
            .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * The same as the end of a sentence.
   *
   * @param typed what was typed
   * @param known what there is
   * @param otherwise what to say if nothing is near enough
   * @return {@code did you mean X?}, or {@code otherwise}
   */
  public static String didYouMean(String typed, Collection<String> known, String otherwise) {
    return nearest(typed, known).map(name -> "did you mean " + name + "?").orElse(otherwise);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Edits between two texts, where swapping neighbours is one edit. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, cost);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int i, int j, int[][] cost) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
