package dev.drover.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void tree() throws Exception {
    for (String name : List.of(
        "b.pdf", "a.pdf", "a.txt", ".hidden.pdf", "x/c.pdf", "x/y/d.pdf", ".git/e.pdf", "[1].pdf")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private List<String> matches(String pattern) {
    List<String> names = new ArrayList<>();
    new GlobWalk(Glob.parse(folder + "/" + pattern), warnings::add)
        .forEachRemaining(path -> names.add(folder.relativize(path).toString()));
    return names;
  }

  @Test
  void namesComeSortedWithinTheirFolder() {
    assertThat(matches("*.pdf")).containsExactly("[1].pdf", "a.pdf", "b.pdf");
  }

  @Test
  void twoStarsStandForAnyNumberOfFolders() {
    assertThat(matches("**/*.pdf")).containsExactly("[1].pdf", "a.pdf", "b.pdf", "x/c.pdf", "x/y/d.pdf");
    assertThat(matches("x/**")).containsExactly("x/c.pdf", "x/y/d.pdf");
    assertThat(matches("**/y/*")).containsExactly("x/y/d.pdf");
  }

  @Test
  void hiddenFilesAreForPatternsThatSaySo() {
    assertThat(matches(".*.pdf")).containsExactly(".hidden.pdf");
    assertThat(matches(".git/*")).containsExactly(".git/e.pdf");
  }

  @Test
  void questionMarksClassesAndBracesMatchNames() {
    assertThat(matches("?.pdf")).containsExactly("a.pdf", "b.pdf");
    assertThat(matches("[!b].*")).containsExactly("a.pdf", "a.txt");
    assertThat(matches("[a-b].pdf")).containsExactly("a.pdf", "b.pdf");
    assertThat(matches("{a.{txt,pdf},x/c.pdf}")).containsExactly("a.pdf", "a.txt", "x/c.pdf");
    assertThat(matches("\\[1\\].*")).containsExactly("[1].pdf");
    assertThat(matches("{*,a}.pdf")).as("no file comes twice").containsExactly("[1].pdf", "a.pdf", "b.pdf");
  }

  @Test
  void aSlashAtTheEndAsksForFolders() {
    assertThat(matches("**/")).containsExactly("x", "x/y");
  }

  @Test
  void loopsOfLinksEnd() throws Exception {
    Files.createSymbolicLink(folder.resolve("x/loop"), folder);
    assertThat(matches("**/*.pdf")).hasSize(5);
    assertThat(matches("x/*/*.txt")).containsExactly("x/loop/a.txt");
  }

  @Test
  void theBaseIsWhatComesBeforeTheFirstSpecialCharacter() {
    assertThat(Glob.parse("in/data/*.pdf").base()).isEqualTo(Path.of("in/data"));
    assertThat(Glob.parse("/in/**").base()).isEqualTo(Path.of("/in"));
    assertThat(Glob.parse("in/{a,b}/c/*").base()).isEqualTo(Path.of("in"));
    assertThat(Glob.parse("*").base()).isEqualTo(Path.of(""));
    assertThat(Glob.isPattern("a{1}.pdf")).isFalse();
    assertThat(Glob.isPattern("a\\*.pdf")).isFalse();
  }

  @Test
  void aNameThatIsThereIsAFileWhateverItContains() {
    assertThat(FileSource.isGlob(folder + "/[1].pdf")).isFalse();
    FileSource source = new FileSource(List.of(folder + "/[1].pdf", folder + "/x/**"), warnings::add);
    List<Object> values = new ArrayList<>();
    source.iterator().forEachRemaining(item -> values.add(item.relative().getFileName().toString()));
    assertThat(values).containsExactly("[1].pdf", "c.pdf", "d.pdf");
    assertThat(source.count()).hasValue(3);
  }
}
