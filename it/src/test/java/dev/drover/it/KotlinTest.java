package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lambdas of Kotlin travel as those of Java do. The compiler runs in a process of its own. */
class KotlinTest {
  private static final String PROGRAM = """
      import dev.drover.Pool
      import dev.drover.task.Fn
      import java.net.Socket

      val factor = 3

      data class Point(val x: Int, val y: Int) : java.io.Serializable

      fun triple(x: Int): Int = x * factor

      fun main() {
        val captured = 10
        Pool.processes(2).use { pool ->
          println(pool.map(listOf(1, 2, 3)) { x -> x * captured })
          println(pool.map(listOf(1, 2), Fn { x -> Point(x, x * factor) }))
          println(pool.map(listOf(1, 2), ::triple))
          println(pool.submit<Int> { captured + 1 }.join())
          val socket = Socket()
          try {
            pool.map(listOf(1)) { x -> socket.port + x }
          } catch (e: Exception) {
            println(e.message)
          }
        }
      }
      """;

  @Test
  void lambdasReferencesAndDataClassesTravel(@TempDir Path dir) throws Exception {
    Files.writeString(dir.resolve("Main.kt"), PROGRAM);
    String tests = System.getProperty("java.class.path");
    String libraries = String.join(File.pathSeparator, Built.coreJar().toString(), standardLibrary());
    Ran compiled = Ran.run(dir, "", List.of(
        Built.tool("java").toString(), "-cp", tests, "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
        "-no-stdlib", "-no-reflect", "-jvm-target", "21", "-cp", libraries, "-d", "classes", "Main.kt"));
    assertThat(compiled.status()).as(compiled.err()).isZero();
    Ran ran = Ran.run(dir, "", List.of(
        Built.tool("java").toString(), "-cp", libraries + File.pathSeparator + "classes", "MainKt"));
    assertThat(ran.out().lines()).as(ran.err()).hasSize(5).startsWith(
        "[10, 20, 30]", "[Point(x=1, y=3), Point(x=2, y=6)]", "[3, 6]", "11");
    assertThat(ran.out()).contains("the function at Main.kt:20 captures 'socket' (java.net.Socket), which is not Serializable");
    assertThat(ran.err()).isEmpty();
  }

  private static String standardLibrary() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
        .filter(entry -> Path.of(entry).getFileName().toString().startsWith("kotlin-stdlib"))
        .findFirst()
        .orElseThrow();
  }
}
