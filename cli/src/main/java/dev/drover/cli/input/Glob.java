package dev.drover.cli.input;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A pattern for files, as a machine that is fed the names on the way down.
 *
 * <p>Braces are expanded first, so there may be several alternatives; a state is a set of places in them. {@code **}
 * stands for any number of folders, so its place is kept while it eats names, and it may always be skipped.
 *
 * @param text as typed
 * @param base the folders before the first special character
 * @param alternatives what follows, a list of segments each
 * @param foldersOnly whether it ends with a slash
 */
record Glob(String text, Path base, List<List<Segment>> alternatives, boolean foldersOnly) {
  /**
   * How far an alternative has matched.
   *
   * @param alternative which
   * @param index the segment that comes next
   */
  record Place(int alternative, int index) {}

  static boolean isPattern(String text) {
    return Segment.hasWildcard(text) || Braces.expand(text).size() > 1;
  }

  static Glob parse(String text) {
    List<List<String>> split = Braces.expand(text).stream().map(Glob::split).toList();
    int fixed = commonPrefix(split);
    String base = Segment.unescape(String.join("/", split.getFirst().subList(0, fixed)));
    List<List<Segment>> alternatives = split.stream()
        .map(parts -> parts.subList(fixed, parts.size()).stream().map(Segment::parse).toList())
        .toList();
    return new Glob(text, Path.of(text.startsWith("/") ? "/" + base : base), alternatives, text.endsWith("/"));
  }

  private static List<String> split(String pattern) {
    return List.of(pattern.split("/")).stream().filter(part -> !part.isEmpty()).toList();
  }

  /** How many segments all alternatives share and spell out; each keeps at least one to match. */
  private static int commonPrefix(List<List<String>> split) {
    List<String> first = split.getFirst();
    int fixed = 0;
    while (sharedAt(split, first, fixed)) {
      fixed++;
    }
    return fixed;
  }

  private static boolean sharedAt(List<List<String>> split, List<String> first, int at) {
    return split.stream().allMatch(parts -> parts.size() > at + 1 && parts.get(at).equals(first.get(at)))
        && !Segment.hasWildcard(first.get(at));
  }

  Set<Place> start() {
    Set<Place> places = new HashSet<>();
    for (int i = 0; i < alternatives.size(); i++) {
      addWithSkips(new Place(i, 0), places);
    }
    return places;
  }

  /**
   * The state after one more name.
   *
   * @param from the state before
   * @param name of a file or folder
   * @param link whether it is a symbolic link to a folder: {@code **} does not go through those, as in shells
   */
  Set<Place> next(Set<Place> from, String name, boolean link) {
    Set<Place> places = new HashSet<>();
    for (Place place : from) {
      if (place.index() < segments(place).size()) {
        switch (segments(place).get(place.index())) {
          case Segment.Deep deep when !link && !name.startsWith(".") -> addWithSkips(place, places);
          case Segment.Name pattern when pattern.matches(name) ->
              addWithSkips(new Place(place.alternative(), place.index() + 1), places);
          default -> { }
        }
      }
    }
    return places;
  }

  private void addWithSkips(Place place, Set<Place> places) {
    places.add(place);
    List<Segment> segments = segments(place);
    int index = place.index();
    while (index < segments.size() && segments.get(index) instanceof Segment.Deep) {
      index++;
      places.add(new Place(place.alternative(), index));
    }
  }

  boolean accepts(Set<Place> places) {
    return places.stream().anyMatch(p -> p.index() == segments(p).size());
  }

  boolean goesOn(Set<Place> places) {
    return places.stream().anyMatch(p -> p.index() < segments(p).size());
  }

  private List<Segment> segments(Place place) {
    return alternatives.get(place.alternative());
  }
}
