package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code and data typed in JShell, whether it runs the lines in this process or, as it usually does, in another one. */
class JShellTest {
  private static final List<String> IMPORTS =
      List.of(
          "import java.util.*;",
          "import java.io.Serializable;",
          "import dev.drover.task.Fn;",
          "import static dev.drover.internal.codec.Crossing.*;");

  private static JShell open(String engine) throws Exception {
    JShell shell = engine.isEmpty() ? JShell.create() : JShell.builder().executionEngine(engine).build();
    if (engine.isEmpty()) {
      shell.addToClasspath(place(ParentClasses.class));
      shell.addToClasspath(place(Crossing.class));
    }
    IMPORTS.forEach(shell::eval);
    return shell;
  }

  private static String place(Class<?> c) throws Exception {
    URI location = c.getProtectionDomain().getCodeSource().getLocation().toURI();
    return Path.of(location).toString();
  }

  /** The value of the last line, as JShell prints it. */
  private static String run(JShell shell, String... lines) {
    String value = "";
    for (String line : lines) {
      for (SnippetEvent e : shell.eval(line)) {
        String errors = shell.diagnostics(e.snippet()).map(d -> d.getMessage(null)).collect(Collectors.joining(", "));
        assertThat(errors).as(line).isEmpty();
        if (e.exception() != null) {
          throw new AssertionError(line, e.exception());
        }
        value = e.value() == null ? value : e.value();
      }
    }
    return value;
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", ""})
  void variablesHaveTheValueTheyHadWhenTheFunctionWasSent(String engine) throws Exception {
    try (JShell shell = open(engine)) {
      assertThat(run(shell, "int k = 5;", "map(List.of(1, 2, 3), x -> x + k)")).isEqualTo("[6, 7, 8]");
      assertThat(run(shell, "k = 6;", "map(List.of(1, 2, 3), x -> x + k)")).isEqualTo("[7, 8, 9]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", ""})
  void methodsThatReadVariables(String engine) throws Exception {
    try (JShell shell = open(engine)) {
      run(shell, "int k = 5;", "final String prefix = \"r\";", "String f(int x) { return prefix + (x + k); }");
      assertThat(run(shell, "map(List.of(1, 2), x -> f(x))")).isEqualTo("[r6, r7]");
      assertThat(run(shell, "k = 0;", "map(List.of(1, 2), x -> f(x))")).isEqualTo("[r1, r2]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", ""})
  void aMethodThatWasTypedAnewIsTheNewOne(String engine) throws Exception {
    try (JShell shell = open(engine)) {
      run(shell, "int f(int x) { return x + 1; }", "Fn<Integer, Integer> kept = x -> f(x);");
      assertThat(run(shell, "map(List.of(1, 2), kept)")).isEqualTo("[2, 3]");
      run(shell, "int f(int x) { return x * 10; }");
      assertThat(run(shell, "map(List.of(1, 2), x -> f(x))")).isEqualTo("[10, 20]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", ""})
  void recordsClassesAndEnumsTravelBothWays(String engine) throws Exception {
    try (JShell shell = open(engine)) {
      run(
          shell,
          "int k = 5;",
          "record P(int a) { static int c = 3; int sum() { return a + k + c; } }",
          "enum E { A, B { int n() { return 2; } }; int n() { return 1; } }",
          "class Q implements Serializable { P p; E e; Q(P p, E e) { this.p = p; this.e = e; }"
              + " public String toString() { return p + \" \" + e; } }");
      assertThat(run(shell, "map(List.of(new P(1), new P(2)), p -> p.sum())")).isEqualTo("[9, 10]");
      assertThat(run(shell, "map(List.of(1, 2), a -> new P(a))")).isEqualTo("[P[a=1], P[a=2]]");
      assertThat(run(shell, "map(List.of(E.A, E.B), e -> e.n())")).isEqualTo("[1, 2]");
      assertThat(run(shell, "map(List.of(new Q(new P(1), E.B)), q -> new Q(q.p, E.A))")).isEqualTo("[P[a=1] A]");
      assertThat(run(shell, "P captured = new P(7); ", "map(List.of(1), x -> captured.a() + x)")).isEqualTo("[8]");
      assertThat(run(shell, "P.c = 100;", "map(List.of(new P(1)), p -> p.sum())")).isEqualTo("[106]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", ""})
  void functionsInVariablesBringTheirOwnVariables(String engine) throws Exception {
    try (JShell shell = open(engine)) {
      run(shell, "int k = 5;", "Fn<Integer, Integer> inner = x -> x + k;");
      run(shell, "List<Fn<Integer, Integer>> all = List.of(inner);");
      assertThat(run(shell, "map(List.of(1), x -> all.get(0).apply(x))")).isEqualTo("[6]");
      assertThat(run(shell, "List<Integer> log = new ArrayList<>(List.of(1));", "map(List.of(1), x -> log.size())"))
          .isEqualTo("[1]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", ""})
  void aVariableThatCantTravelIsNamed(String engine) throws Exception {
    try (JShell shell = open(engine)) {
      run(shell, "Thread conn = Thread.currentThread();", "Fn<Integer, String> f = x -> conn.getName() + x;");
      assertThat(run(shell, "refusal(f)"))
          .contains("variable 'conn' (java.lang.Thread) is read by the function")
          .contains("make it inside the function");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", ""})
  void variablesThatAreNotReadStayAtHome(String engine) throws Exception {
    try (JShell shell = open(engine)) {
      run(shell, "Thread conn = Thread.currentThread();", "int k = 1;");
      assertThat(run(shell, "map(List.of(1), x -> x + k)")).isEqualTo("[2]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", ""})
  void aFunctionThatIsKeptGetsItsVariablesBack(String engine) throws Exception {
    try (JShell shell = open(engine)) {
      run(shell, "int k = 5;", "Kept<Integer, Integer> five = keep(x -> x + k);");
      run(shell, "k = 6;", "Kept<Integer, Integer> six = keep(x -> x + k);");
      assertThat(run(shell, "List.of(five.call(1), six.call(1), five.call(1))")).isEqualTo("[6, 7, 6]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "")
  void codeThatWasReplacedInPlaceIsReplacedInWorkers(String engine) throws Exception {
    try (JShell shell = open(engine)) {
      run(shell, "int f(int x) { return x + 1; }", "Fn<Integer, Integer> kept = x -> f(x);");
      assertThat(run(shell, "map(List.of(1, 2), kept)")).isEqualTo("[2, 3]");
      run(shell, "int f(int x) { return x * 10; }");
      assertThat(run(shell, "kept.apply(1)")).isEqualTo("10");
      assertThat(run(shell, "map(List.of(1, 2), kept)")).isEqualTo("[10, 20]");
    }
  }
}
