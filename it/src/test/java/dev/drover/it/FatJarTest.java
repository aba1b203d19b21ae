package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.launch.JarLauncher;

/** A program in one jar that holds its libraries as jars, Drover among them: the JVM alone can't load from it. */
class FatJarTest {
  private static final String LIBRARY = """
      package lib;

      import java.io.InputStream;
      import java.util.ServiceLoader;

      public class Greeting {
        public static String of(int x) throws Exception {
          return own() + context() + ServiceLoader.load(Runnable.class).findFirst().orElseThrow() + x;
        }

        private static String own() throws Exception {
          try (InputStream in = Greeting.class.getResourceAsStream("word.txt")) {
            return new String(in.readAllBytes());
          }
        }

        private static String context() throws Exception {
          try (InputStream in = Thread.currentThread().getContextClassLoader().getResource("lib/word.txt").openStream()) {
            return new String(in.readAllBytes());
          }
        }

        public static class Service implements Runnable {
          @Override public void run() {}
          @Override public String toString() { return "service"; }
        }
      }
      """;
  private static final String MAIN = """
      package app;

      import dev.drover.Pool;
      import java.util.List;
      import java.util.stream.IntStream;
      import lib.Greeting;

      public class Main {
        record In(int value) {}

        public static void main(String[] args) {
          System.out.println("main");
          for (int i = 0; i < 2; i++) {
            try (Pool pool = Pool.processes(2)) {
              List<In> inputs = IntStream.range(0, 8).mapToObj(In::new).toList();
              System.out.println(pool.with(o -> o.batch(1)).map(inputs, in -> Greeting.of(in.value())));
            }
          }
        }
      }
      """;

  @TempDir private static Path folder;
  private static Path jar;

  @BeforeAll
  static void build() throws Exception {
    Path fat = folder.resolve("fat");
    Path library = new Program(folder.resolve("library"))
        .source("lib/Greeting.java", LIBRARY)
        .resource("lib/word.txt", "hello ")
        .resource("META-INF/services/java.lang.Runnable", "lib.Greeting$Service")
        .compile()
        .jar("library.jar");
    Program program = new Program(folder.resolve("program"))
        .source("app/Main.java", MAIN)
        .compile("-cp", Built.coreJar() + File.pathSeparator + library);
    Files.createDirectories(fat.resolve("BOOT-INF/lib"));
    Files.copy(library, fat.resolve("BOOT-INF/lib/library.jar"));
    Files.copy(Built.coreJar(), fat.resolve("BOOT-INF/lib").resolve(Built.coreJar().getFileName()));
    Files.move(program.classes(), fat.resolve("BOOT-INF/classes"));
    unpackLoader(fat);
    // A name with what has to be escaped in an address.
    jar = Program.pack(fat, folder.resolve("a place 100%/fat jar.jar"), manifest());
  }

  private static void unpackLoader(Path to) throws Exception {
    try (JarFile loader = new JarFile(Path.of(
        JarLauncher.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toFile())) {
      for (JarEntry each : loader.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        Path file = to.resolve(each.getName());
        Files.createDirectories(file.getParent());
        Files.copy(loader.getInputStream(each), file);
      }
    }
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MAIN_CLASS, JarLauncher.class.getName());
    main.putValue("Start-Class", "app.Main");
    main.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    main.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    return manifest;
  }

  @Test
  void workersHaveTheClassesResourcesAndServicesOfNestedJars() throws Exception {
    Ran ran = Ran.run(folder, "", Program.java("-jar", jar));
    assertThat(ran.err()).isEmpty();
    String greetings = IntStream.range(0, 8)
        .mapToObj(i -> "hello hello service" + i)
        .toList()
        .toString();
    assertThat(ran.lines()).as("main ran once, in the program itself").isEqualTo(List.of("main", greetings, greetings));
    assertThat(ran.status()).isZero();
  }
}
