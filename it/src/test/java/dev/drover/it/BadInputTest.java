package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a command line is said in one clear message, with the way out and the right status. */
class BadInputTest {
  static Stream<Arguments> wrong() {
    return Stream.of(
        bad(2, "--tiemout", List.of("long n -> n", "--range", "1..3", "--tiemout", "1s")),
        bad(2, "pdf-txt", List.of("pdf-txt", "x.pdf")),
        bad(2, "cannot find symbol", List.of("long n -> m", "--range", "1..3")),
        bad(2, "no.such.Type", List.of("no.such.Type::run", "--range", "1..3")),
        bad(2, "nothing/*.pdf", List.of("p -> Files.size(p)", "nothing/*.pdf")),
        bad(2, "-j", List.of("long n -> n", "--range", "1..3", "-j", "0")),
        bad(2, "--timeout", List.of("long n -> n", "--range", "1..3", "--timeout", "-1s")),
        bad(4, "cluster", List.of("long n -> n", "--range", "1..3", "--on", "cluster")));
  }

  private static Arguments bad(int status, String named, List<String> args) {
    return Arguments.of(status, named, args);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrong")
  void isNamedWithItsWayOut(int status, String named, List<String> args) throws Exception {
    Ran ran = Ran.drover(args.toArray(String[]::new));
    assertThat(ran.err()).contains(named).doesNotContain("Exception in thread").doesNotContainPattern("(?m)^\\s+at ");
    assertThat(ran.status()).as(ran.err()).isEqualTo(status);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void anOutputDirectoryThatCannotBeWrittenIsFoundBeforeAnythingStarts(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("taken"), "a file, no directory");
    Ran ran = Ran.drover("long n -> n", "--range", "1..3", "-o", file.resolve("below").toString());
    assertThat(ran.status()).as(ran.err()).isEqualTo(4);
    assertThat(ran.err()).contains(file.toString());
    assertThat(ran.out()).isEmpty();
  }
}
