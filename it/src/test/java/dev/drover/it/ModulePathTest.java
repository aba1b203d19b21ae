package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program made of modules that open nothing and export nothing of what travels. */
class ModulePathTest {
  private static final String MAIN = """
      package app;

      import app.hidden.*;
      import dev.drover.Pool;
      import java.util.List;

      public class Main {
        record Plain(int a) {}

        public static void main(String[] args) {
          try (Pool pool = Pool.processes(2)) {
            int k = 5;
            System.out.println(pool.map(List.of(1, 2), x -> Deep.twice(x) + k));
            System.out.println(pool.map(List.of(new Pair(1, "a")), p -> new Pair(p.a() + 1, p.b() + "b")));
            System.out.println(pool.map(List.of(1), x -> List.of(new Pair(x, "in a list"), Colour.RED)));
            refused("input", () -> pool.map(List.of(new Plain(1)), p -> p.a()));
            refused("result", () -> pool.map(List.of(1), x -> new Plain(x)));
            refused("exception", () -> pool.map(List.of(1), x -> { throw new Odd(x); }));
          }
        }

        private static void refused(String what, Runnable code) {
          try {
            code.run();
            System.out.println(what + " went through");
          } catch (RuntimeException e) {
            System.out.println(what + " refused: " + e.getMessage());
          }
        }
      }
      """;

  @TempDir private static Path folder;
  private static Path jar;

  @BeforeAll
  static void build() throws Exception {
    jar = new Program(folder)
        .source("module-info.java", "module app { requires dev.drover; }")
        .source("app/Main.java", MAIN)
        .source("app/hidden/Deep.java", "package app.hidden; public class Deep { public static int twice(int x) { return 2 * x; } }")
        .source("app/hidden/Pair.java", "package app.hidden; public record Pair(int a, String b) implements java.io.Serializable {}")
        .source("app/hidden/Colour.java", "package app.hidden; public enum Colour { RED { @Override public String toString() { return \"red\"; } } }")
        .source("app/hidden/Odd.java", "package app.hidden; public class Odd extends RuntimeException { public Odd(int x) { super(\"odd \" + x); } }")
        .compile("-p", Built.coreJar().toString())
        .jar("app.jar");
  }

  @Test
  void lambdasRecordsAndEnumsOfAClosedModuleTravel() throws Exception {
    Ran ran = Ran.run(folder, "", Program.java("-p", Built.coreJar() + File.pathSeparator + jar, "-m", "app/app.Main"));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.lines()).startsWith("[7, 9]", "[Pair[a=2, b=ab]]", "[[Pair[a=1, b=in a list], red]]");
    assertThat(ran.out()).contains("exception refused: item 0 (1) failed after 1 attempt: app.hidden.Odd: odd 1");
    assertThat(ran.status()).isZero();
  }

  @Test
  void aRecordThatTheModuleClosesIsRefusedWithBothWaysOut() throws Exception {
    Ran ran = Ran.run(folder, "", Program.java("-p", Built.coreJar() + File.pathSeparator + jar, "-m", "app/app.Main"));
    String wayOut = "app.Main\\$Plain.*module app does not open its package: let the record implement Serializable,"
        + " or write 'opens app to dev.drover'";
    assertThat(ran.out())
        .containsPattern("input refused: .*input can't travel.*" + wayOut)
        .containsPattern("result refused: .*result can't travel.*" + wayOut);
  }
}
