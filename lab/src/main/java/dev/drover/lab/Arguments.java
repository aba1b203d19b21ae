package dev.drover.lab;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The command line.
 *
 * @param names of experiments; none for all
 * @param scale how much is measured
 * @param out where the files go
 * @param list whether only the names are asked for
 * @param bars whether the bars are asked for: all experiments that they name, or of those the ones with these names
 */
record Arguments(List<String> names, Scale scale, Path out, boolean list, boolean bars) {
  private static final String BARS = "bars";
  static final String USAGE = "usage: lab/run [bars] [NAME...] [--quick] [--out DIR] [--list]";

  static Arguments parse(String... command) {
    Arguments read = new Arguments(List.of(), Scale.FULL, Path.of("target", "lab"), false, false);
    Deque<String> rest = new ArrayDeque<>(List.of(command));
    while (!rest.isEmpty()) {
      read = read.next(rest.removeFirst(), rest);
    }
    return read;
  }

  private Arguments next(String word, Deque<String> rest) {
    return switch (word) {
      case "--quick" -> new Arguments(names, Scale.QUICK, out, list, bars);
      case "--list" -> new Arguments(names, scale, out, true, bars);
      case "--out" -> new Arguments(names, scale, directory(rest), list, bars);
      case BARS -> new Arguments(names, scale, out, list, true);
      default -> name(word);
    };
  }

  private static Path directory(Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException("--out needs a directory; " + USAGE);
    }
    return Path.of(rest.removeFirst());
  }

  private Arguments name(String word) {
    if (word.startsWith("-")) {
      throw new IllegalArgumentException("there is no option " + word + "; " + USAGE);
    }
    List<String> more = new ArrayList<>(names);
    more.add(word);
    return new Arguments(List.copyOf(more), scale, out, list, bars);
  }

  /** What is to be measured. */
  List<Experiment> experiments() {
    return bars && names.isEmpty() ? BarRows.experiments() : Experiments.named(names);
  }
}
