package dev.drover.internal.host;

import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where a hierarchy of control groups is mounted.
 *
 * @param point the folder
 * @param root which group the folder shows: in a container often its own
 * @param unified whether it is of version 2, with all controllers in one hierarchy
 * @param options of version 1: its controllers
 */
record Mount(String point, String root, boolean unified, Set<String> options) {
  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

  /** A line of mountinfo: id, parent, device, root, point, options ... - type, source, options. */
  static Optional<Mount> parse(String line) {
    String[] halves = line.split(" - ", 2);
    String[] place = halves[0].split(" ");
    String[] kind = halves.length < 2 ? new String[0] : halves[1].split(" ");
    if (place.length < 5 || kind.length < 3 || !kind[0].matches("cgroup2?")) {
      return Optional.empty();
    }
    return Optional.of(
        new Mount(plain(place[4]), plain(place[3]), kind[0].equals("cgroup2"), Set.of(kind[2].split(","))));
  }

  private static String plain(String escaped) {
    return ESCAPED.matcher(escaped).replaceAll(m -> code(m));
  }

  private static String code(MatchResult m) {
    return java.util.regex.Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1), 8)));
  }

  boolean has(String controller) {
    return unified || options.contains(controller);
  }

  /**
   * The group below {@link #point} that a line of {@code /proc/self/cgroup} names, if it is about this hierarchy. A group
   * that the mount does not show is told by the mount itself: the path is one of the world outside of the container.
   */
  Optional<String> group(String line, String controller) {
    String[] parts = line.split(":", 3);
    boolean ours = parts.length == 3
        && (unified ? parts[1].isEmpty() : Set.of(parts[1].split(",")).contains(controller));
    return ours ? Optional.of(below(parts[2])) : Optional.empty();
  }

  private String below(String path) {
    String shown = root.equals("/") ? "" : root;
    boolean visible = (path + "/").startsWith(shown + "/") && !path.contains("/..");
    return visible ? path.substring(shown.length()).replaceFirst("^/+", "") : "";
  }
}
