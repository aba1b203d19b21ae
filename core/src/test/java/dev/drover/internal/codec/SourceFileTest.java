package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is run from its source file: {@code java Program.java}. */
class SourceFileTest {
  private static final String PROGRAM =
      """
      import dev.drover.internal.codec.Crossing;
      import java.util.List;

      public class Program {
        record Point(int x) {}
        static int k = 5;
        static int twice = 2 * k;
        static final int FIXED = 1000;
        static Thread here = Thread.currentThread();

        static Point f(Point p) {
          return new Point(p.x() + k + twice + FIXED);
        }

        public static void main(String[] args) throws Exception {
          k = 7;
          System.out.print(Crossing.map(List.of(new Point(1)), Program::f));
          System.out.print(Crossing.map(List.of(new Point(1)), p -> f(p).x() + k));
          System.out.print(Crossing.refusal((dev.drover.task.Call<String>) () -> here.getName()));
        }
      }
      """;

  @Test
  void recordsFunctionsAndStaticsTravel(@TempDir Path folder) throws Exception {
    Path program = Files.writeString(folder.resolve("Program.java"), PROGRAM);
    Path output = folder.resolve("output");
    String path = place(ParentClasses.class) + File.pathSeparator + place(Crossing.class);
    Process process =
        new ProcessBuilder(java(), "-cp", path, program.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(output)
        .content()
        .startsWith("[Point[x=1018]][1025]variable 'here' (java.lang.Thread) is read by the function");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String place(Class<?> c) throws Exception {
    return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
