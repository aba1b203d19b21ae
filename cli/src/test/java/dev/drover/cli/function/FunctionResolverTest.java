package dev.drover.cli.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cli.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionResolverTest {
  private static final InputShape TEXT = new InputShape(Natural.TEXT, "the test says so");
  private static final InputShape FILES = new InputShape(Natural.PATH, "the test says so");
  private static final InputShape NUMBERS = new InputShape(Natural.NUMBER, "the test says so");

  @TempDir Path folder;

  private ResolvedFunction resolve(String job, InputShape shape) {
    return FunctionResolver.of("", Optional.of(folder.resolve("cache"))).resolve(job, shape);
  }

  private Object call(String job, InputShape shape, Object input) throws Exception {
    return resolve(job, shape).function().apply(input);
  }

  @Test
  void theTypeFollowsFromTheInputs() throws Exception {
    assertThat(call("p -> p.getFileName().toString()", FILES, Path.of("x/y"))).isEqualTo("y");
    assertThat(call("s -> s.length()", TEXT, "abc")).isEqualTo(3);
    assertThat(call("n -> n * n", NUMBERS, 7L)).isEqualTo(49L);
  }

  @Test
  void textBecomesWhatTheParameterAsksFor() throws Exception {
    assertThat(call("long n -> n + 1", TEXT, " 41 ")).isEqualTo(42L);
    assertThat(call("(int n) -> (byte) n", NUMBERS, 300L)).isEqualTo((byte) 44);
    assertThat(call("double d -> d / 2", TEXT, "3")).isEqualTo(1.5);
    assertThat(call("BigInteger b -> b.pow(2)", TEXT, "9")).hasToString("81");
    assertThat(call("java.math.BigDecimal b -> b.scale()", TEXT, "1.50")).isEqualTo(2);
    assertThat(call("URI u -> u.getHost()", TEXT, "http://a.b/c")).isEqualTo("a.b");
    assertThat(call("File f -> f.getName()", FILES, Path.of("x/y"))).isEqualTo("y");
    assertThat(resolve("File f -> f.getName()", TEXT).natural()).isEqualTo(Natural.PATH);
    assertThat(resolve("String s -> s", FILES).natural()).isEqualTo(Natural.TEXT);
  }

  @Test
  void blocksAndFunctionsWithoutAResultWork() throws Exception {
    assertThat(call("s -> { var t = s + s; return t; }", TEXT, "a")).isEqualTo("aa");
    assertThat(resolve("s -> { s.length(); }", TEXT).returnsNothing()).isTrue();
    assertThat(resolve("s -> System.out.println(s)", TEXT).returnsNothing()).isTrue();
    assertThat(resolve("s -> s", TEXT).returnsNothing()).isFalse();
    assertThat(call("_ -> 1;", TEXT, "a")).isEqualTo(1);
  }

  @Test
  void overloadsAreResolvedByTheInputs() throws Exception {
    assertThat(call("String::length", TEXT, "abc")).isEqualTo(3);
    assertThat(call("Math::abs", NUMBERS, -3L)).isEqualTo(3L);
    assertThat(call("Long::toString", NUMBERS, 3L)).isEqualTo("3");
    assertThat(call("Files::exists", FILES, Path.of("nowhere"))).isEqualTo(false);
  }

  @Test
  void aSourceFileIsCompiledAndCalled() throws Exception {
    Path file = Files.writeString(
        folder.resolve("Cube.java"), "class Cube { static long run(long n) { return Help.cube(n); } }"
            + " class Help { static long cube(long n) { return n * n * n; } }");
    assertThat(call(file.toString(), TEXT, "3")).isEqualTo(27L);
    Path function = Files.writeString(folder.resolve("Up.java"), """
        package some.where;
        public class Up implements dev.drover.task.Fn<String, String> {
          public String apply(String s) { return s.toUpperCase(); }
        }
        """);
    assertThat(call(function.toString(), TEXT, "a")).isEqualTo("A");
    Path wrong = Files.writeString(folder.resolve("Wrong.java"), "class Wrong {\n  int run(String s) { return s; }\n}");
    assertThatThrownBy(() -> resolve(wrong.toString(), TEXT))
        .isInstanceOf(Problem.class)
        .hasMessage(wrong + " does not compile: line 2: incompatible types: String cannot be converted to int\n"
            + "      int run(String s) { return s; }\n"
            + "                                 ^");
  }

  @Test
  void theFunctionTravelsAsItsNameAndItsLoaderServesTheBytes() throws Exception {
    Object function = resolve("s -> s + 1", TEXT).function();
    ClassLoader loader = function.getClass().getClassLoader();
    assertThat(loader.getResourceAsStream(function.getClass().getName() + ".class")).isNotNull();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(function);
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
      @Override
      protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException, IOException {
        return Class.forName(type.getName(), false, loader);
      }
    };
    assertThat(in.readObject()).isInstanceOf(dev.drover.task.Fn.class);
  }

  @Test
  void aCompiledFunctionIsKeptAndATornFileIsMadeAgain() throws Exception {
    assertThat(call("n -> n + 5", NUMBERS, 1L)).isEqualTo(6L);
    Path kept = onlyFile();
    byte[] whole = Files.readAllBytes(kept);
    Files.write(kept, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(call("n -> n + 5", NUMBERS, 1L)).isEqualTo(6L);
    assertThat(onlyFile()).isEqualTo(kept);
    assertThat(Files.readAllBytes(kept)).isEqualTo(whole);
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.reduce((a, b) -> {
        throw new AssertionError(a + " and " + b);
      }).orElseThrow();
    }
  }

  @Test
  void withoutAFolderForItTheCacheIsDoneWithout() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Object result = FunctionResolver.of("", Optional.of(file.resolve("below")))
        .resolve("n -> n + 5", NUMBERS).function().apply(1L);
    assertThat(result).isEqualTo(6L);
  }
}
