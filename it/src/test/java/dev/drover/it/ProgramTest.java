package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small programs as users write them. */
class ProgramTest {
  @Test
  void aFirstProgramPrintsItsResultAndNoWarning(@TempDir Path dir) throws Exception {
    Ran ran = source(dir, "Hello.java", """
        import dev.drover.Pool;
        import java.util.List;

        public class Hello {
          public static void main(String[] args) {
            try (Pool pool = Pool.processes(2)) {
              System.out.println(pool.map(List.of(1, 2, 3), x -> x * x));
            }
          }
        }
        """);
    assertThat(ran.out()).isEqualTo("[1, 4, 9]" + System.lineSeparator());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
  }

  @Test
  void aStaticThatMainHasSetIsSeenByWorkersOfASourceFile(@TempDir Path dir) throws Exception {
    Ran ran = source(dir, "Factor.java", """
        import dev.drover.Pool;
        import java.util.List;

        public class Factor {
          static int factor = 1;

          public static void main(String[] args) {
            factor = 7;
            try (Pool pool = Pool.processes(1)) {
              System.out.println(pool.map(List.of(1, 2), x -> x * factor));
            }
          }
        }
        """);
    assertThat(ran.out()).as(ran.err()).isEqualTo("[7, 14]" + System.lineSeparator());
  }

  @Test
  void submittedWorkIsDoneBeforeTheProgramEnds(@TempDir Path dir) throws Exception {
    Ran ran = source(dir, "Late.java", """
        import dev.drover.Pool;

        public class Late {
          public static void main(String[] args) {
            Pool.processes(1).submit(() -> { Thread.sleep(300); System.out.println("done"); });
          }
        }
        """);
    assertThat(ran.out()).as(ran.err()).isEqualTo("done" + System.lineSeparator());
    assertThat(ran.status()).isZero();
  }

  private static Ran source(Path dir, String name, String text) throws Exception {
    Files.writeString(dir.resolve(name), text);
    List<String> command = new ArrayList<>(
        List.of(Built.tool("java").toString(), "-cp", Built.coreJar().toString(), name));
    return Ran.run(dir, "", command);
  }
}
