package dev.drover.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cli.input.Item;
import dev.drover.task.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {
  private static final Timing TIMING = new Timing(1);

  @TempDir Path folder;

  private static void put(ResultFolder results, long index, Item item, Object value) throws IOException {
    results.expect(index, item);
    results.ok(index, item, value, TIMING);
  }

  private static Item file(String name, String base) {
    return new Item(Path.of(name), Path.of(base));
  }

  @Test
  void placesMirrorTheInputsBelowTheirBase() {
    Places places = new Places(".txt", true);
    assertThat(places.assign(file("in/x/a.pdf", "in").relative())).isEqualTo(Path.of("x/a.txt"));
    assertThat(places.assign(file("b", "").relative())).isEqualTo(Path.of("b.txt"));
    assertThat(new Places(".out", false).assign(Path.of("a.pdf"))).isEqualTo(Path.of("a.pdf.out"));
  }

  @Test
  void twoInputsNeverGetOneFile() {
    Places places = new Places(".txt", true);
    assertThat(Stream.of("a.pdf", "a.doc", "a.doc", "a.doc").map(n -> places.assign(Path.of(n)).toString()))
        .containsExactly("a.txt", "a.doc.txt", "a.doc-2.txt", "a.doc-3.txt");
  }

  @Test
  void noPlaceLeadsOutOfTheFolder() {
    Places places = new Places(".out", false);
    for (String hostile : List.of("../../etc/passwd", "/etc/passwd", "a/../../b", "..", "", "/", ".")) {
      Path place = places.assign(Path.of(hostile));
      assertThat(place.isAbsolute()).isFalse();
      assertThat(place.normalize().toString()).doesNotContain("..").isNotEmpty();
    }
    assertThat(places.assign(Path.of("x".repeat(5000))).toString()).hasSizeLessThan(255);
  }

  @Test
  void aResultAppearsWholeAndNothingElseIsLeft() throws Exception {
    ResultFolder results = ResultFolder.open(folder.resolve("out").toString(), Optional.of(".txt"));
    put(results, 0, file("in/x/a.pdf", "in"), "text".getBytes(StandardCharsets.UTF_8));
    put(results, 1, file("in/b.pdf", "in"), "line");
    assertThat(folder.resolve("out/x/a.txt")).hasContent("text");
    assertThat(folder.resolve("out/b.txt")).hasBinaryContent("line\n".getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(2);
    }
  }

  @Test
  void temporaryFilesOfAKilledRunAreSwept() throws Exception {
    Path left = Files.createDirectories(folder.resolve("x")).resolve(".drover-999999999-1-1.tmp");
    Files.writeString(left, "half");
    Path mine = Leftovers.temporary(folder.resolve("x"));
    Files.writeString(mine, "being written");
    ResultFolder results = ResultFolder.open(folder.toString(), Optional.of(".txt"));
    put(results, 0, file("x/a.pdf", ""), "text");
    assertThat(left).doesNotExist();
    assertThat(mine).exists();
  }

  @Test
  void aLinkThatLeadsOutIsNotFollowed() throws Exception {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path inside = Files.createDirectories(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("x"), outside);
    ResultFolder results = ResultFolder.open(inside.toString(), Optional.of(".txt"));
    assertThatThrownBy(() -> put(results, 0, file("x/a.pdf", ""), "text"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads out of the folder of -o");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void valuesReadWell() {
    assertThat(Values.text(new int[][] {{1, 2}, {3}})).isEqualTo("[[1, 2], [3]]");
    assertThat(Values.text(Optional.of(List.of("a")))).isEqualTo("[a]");
    assertThat(Values.text(null)).isEqualTo("null");
    assertThat(Json.of(java.util.Arrays.asList("a\"\n\u0001", 1.5, Double.NaN, null, true, new long[] {1})))
        .isEqualTo("[\"a\\\"\\n\\u0001\",1.5,\"NaN\",null,true,[1]]");
  }
}
