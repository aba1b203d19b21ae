package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of the documentation names tests that are there, and each of them names its row. */
class ConformanceTableTest {
  private static final Path TABLE = Path.of("../docs/conformance.md");
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final int ROWS = 56;

  @Test
  void namesTestsThatNameTheirRow() throws IOException, ClassNotFoundException {
    Set<Integer> rows = new TreeSet<>();
    for (String line : Files.readAllLines(TABLE)) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      if (cells.length > 3 && cells[1].matches("\\d+")) {
        check(cells[1], cells[3]);
        rows.add(Integer.valueOf(cells[1]));
      }
    }
    assertThat(rows).hasSize(ROWS);
  }

  private static void check(String row, String cell) throws ClassNotFoundException {
    Matcher tests = TEST.matcher(cell);
    int found = 0;
    while (tests.find()) {
      assertThat(rowsOf(tests.group(1), tests.group(2))).as(tests.group()).contains(row);
      found++;
    }
    assertThat(found).as("tests of row %s", row).isPositive();
  }

  private static List<String> rowsOf(String contract, String test) throws ClassNotFoundException {
    Method method = Arrays.stream(Class.forName("dev.drover.testkit." + contract).getDeclaredMethods())
        .filter(m -> m.getName().equals(test))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no test " + contract + "#" + test));
    String name = method.getAnnotation(DisplayName.class).value();
    return List.of(name.substring(0, name.indexOf(':')).split("[^0-9]+", -1));
  }
}
