package dev.drover.lab;

import dev.drover.lab.plot.Markup;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of HTML. */
final class Html {
  private Html() {}

  /** A row of a table, of cells of this kind. */
  static String row(String cell, List<String> texts) {
    return texts.stream()
        .map(t -> "<" + cell + ">" + Markup.escaped(t) + "</" + cell + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }
}
