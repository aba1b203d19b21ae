package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes wherever a program may run: from folders, from source files, under a debugger, in odd surroundings. */
class PlacesTest {
  private static final String SQUARES = """
      import dev.drover.Pool;
      import java.util.List;

      public class Main {
        public static void main(String[] args) {
          try (Pool pool = Pool.processes(2)) {
            System.out.println(pool.map(List.of(1, 2, 3), x -> Other.square(x)));
          }
        }
      }
      """;
  private static final String OTHER = "public class Other { public static int square(int x) { return x * x; } }";

  /** Sleeps longer than its timeout, and tells what the worker has of the parent's options. */
  private static final String LATE = """
      import dev.drover.Pool;
      import dev.drover.task.TaskOptions;
      import java.time.Duration;
      import java.util.List;

      public class Main {
        public static void main(String[] args) {
          for (int i = 0; i < 2; i++) {
            try (Pool pool = Pool.processes(1)) {
              TaskOptions options = TaskOptions.defaults().withTimeout(Duration.ofMillis(300));
              System.out.println(pool.with(options).map(List.of(1), x -> {
                Thread.sleep(1500);
                return x + " " + System.getenv("JAVA_TOOL_OPTIONS") + " " + System.getProperty("com.sun.management.jmxremote");
              }));
            }
          }
        }
      }
      """;
  private static final String JDWP = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";

  @TempDir private Path folder;

  private List<String> program(String text, Object... options) throws Exception {
    Program program = new Program(folder)
        .source("Main.java", text)
        .source("Other.java", OTHER)
        .compile("-cp", Built.coreJar().toString());
    List<String> command = Program.java(options);
    command.addAll(List.of("-cp", Built.coreJar() + File.pathSeparator + program.classes(), "Main"));
    return command;
  }

  private static void squares(Ran ran) {
    assertThat(ran.err()).isEmpty();
    assertThat(ran.lines()).containsExactly("[1, 4, 9]");
    assertThat(ran.status()).isZero();
  }

  @Test
  void aClassPathOfFolders() throws Exception {
    squares(Ran.run(folder, "", program(SQUARES)));
  }

  @Test
  void severalSourceFiles() throws Exception {
    Program program = new Program(folder).source("Main.java", SQUARES).source("Other.java", OTHER);
    squares(Ran.run(program.sources(), "", Program.java("-cp", Built.coreJar(), "Main.java")));
  }

  @Test
  void underADebuggerTimeoutsAreOffAndItIsToldOnce() throws Exception {
    withoutTimeouts(Ran.run(folder, "", program(LATE, JDWP)));
  }

  @Test
  void aDebuggerFromAVariableCountsTooAndIsNotInherited() throws Exception {
    withoutTimeouts(Ran.runWith(folder, Map.of("JAVA_TOOL_OPTIONS", JDWP), program(LATE)));
  }

  @Test
  void aDebuggerFromAnArgumentFileCountsToo() throws Exception {
    Path arguments = Files.writeString(folder.resolve("arguments"), JDWP);
    withoutTimeouts(Ran.run(folder, "", program(LATE, "@" + arguments)));
  }

  private static void withoutTimeouts(Ran ran) {
    assertThat(ran.lines()).as(ran.err()).endsWith("[1 null null]", "[1 null null]");
    assertThat(ran.err()).containsOnlyOnce("a debugger is attached: timeouts are off");
    assertThat(ran.out()).as("one process listens for a debugger").containsOnlyOnce("Listening for transport");
  }

  @Test
  void agentsAndRemoteManagementOfTheParentAreNotInherited() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "Agent");
    Program agent = new Program(folder.resolve("agent"))
        .source("Agent.java", "public class Agent { public static void premain(String a) { System.out.println(\"agent\"); } }")
        .compile();
    Path jar = Program.pack(agent.classes(), folder.resolve("agent.jar"), manifest);
    String options = "-javaagent:%s -Dcom.sun.management.jmxremote".formatted(jar);
    Ran ran = Ran.runWith(
        folder, Map.of("JAVA_TOOL_OPTIONS", options), program(LATE.replace("ofMillis(300)", "ofSeconds(30)")));
    assertThat(ran.lines()).as(ran.err()).containsExactly("agent", "[1 null null]", "[1 null null]");
  }

  @Test
  void severalCopiesInOneProcess() throws Exception {
    Program twice = new Program(folder.resolve("twice")).source("Twice.java", """
        import java.net.*;
        import java.nio.file.Path;
        import java.util.concurrent.*;

        public class Twice {
          public static void main(String[] args) throws Exception {
            URL[] path = { Path.of(args[0]).toUri().toURL(), Path.of(args[1]).toUri().toURL() };
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
              for (int i = 0; i < 2; i++) {
                threads.submit(() -> copy(new URLClassLoader(path, ClassLoader.getPlatformClassLoader())));
              }
            }
          }

          static Object copy(ClassLoader loader) throws Exception {
            try {
              Thread.currentThread().setContextClassLoader(loader);
              return loader.loadClass("Main").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            } catch (Exception e) {
              e.printStackTrace();
              throw e;
            }
          }
        }
        """).compile();
    program(SQUARES);
    Ran ran = Ran.run(folder, "", Program.java(
        "-cp", twice.classes(), "Twice", Built.coreJar(), new Program(folder).classes()));
    assertThat(ran.lines()).as(ran.err()).containsExactly("[1, 4, 9]", "[1, 4, 9]");
  }

  @Test
  void oddSurroundings() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a place with spaces"));
    Path longest = Files.createDirectories(folder.resolve("l".repeat(120)));
    Program program = new Program(odd).source("Main.java", SQUARES).source("Other.java", OTHER)
        .compile("-cp", Built.coreJar().toString());
    List<String> command = Program.java(
        "-Djava.io.tmpdir=" + longest, "-cp", Built.coreJar() + File.pathSeparator + program.classes(), "Main");
    // Not even root can write here.
    Map<String, String> environment = Map.of("HOME", "", "USER", "", "XDG_RUNTIME_DIR", "/proc/self", "LANG", "C");
    List<String> masked = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh"));
    masked.addAll(command);
    squares(Ran.runWith(odd, environment, masked));
  }
}
