package dev.drover.lab;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text in columns. A line of one cell, or whose second cell has the rest of the line for itself, widens no column. */
final class Columns {
  private Columns() {}

  static String aligned(List<List<String>> lines) {
    int columns = lines.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = IntStream.range(0, columns)
        .map(column -> lines.stream().mapToInt(l -> width(l, column)).max().orElse(0))
        .toArray();
    return lines.stream().map(l -> line(l, widths)).collect(Collectors.joining("\n", "", "\n"));
  }

  private static int width(List<String> line, int column) {
    boolean hasTheRest = line.size() <= 2 && column == line.size() - 1;
    return column >= line.size() || hasTheRest ? 0 : line.get(column).length();
  }

  private static String line(List<String> cells, int... widths) {
    StringBuilder line = new StringBuilder(" ");
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      line.append(' ').append(cell).repeat(' ', Math.max(0, widths[column] - cell.length()) + 1);
    }
    return line.toString().stripTrailing();
  }
}
