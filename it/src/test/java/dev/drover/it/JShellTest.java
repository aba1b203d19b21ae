package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions typed in JShell, with nothing but the library on the class path. */
class JShellTest {
  @Test
  void aLambdaReadsAVariableOfTheSession() throws Exception {
    Ran ran = jshell("""
        import dev.drover.*;
        int k = 5;
        var pool = Pool.processes(2);
        System.out.println("first " + pool.map(List.of(1, 2, 3), x -> x + k));
        k = 6;
        System.out.println("second " + pool.map(List.of(1, 2, 3), x -> x + k));
        pool.close();
        """);
    assertThat(ran.out()).as(ran.err()).contains("first [6, 7, 8]").contains("second [7, 8, 9]");
  }

  @Test
  void aFunctionThatRunsAgainFindsItsOwnVariables() throws Exception {
    Ran ran = jshell("""
        import dev.drover.*;
        import dev.drover.task.*;
        int k = 5;
        var pool = Pool.processes(1);
        Fn<Integer, Integer> f = x -> x + k;
        System.out.println("first " + pool.map(List.of(1), f));
        k = 6;
        System.out.println("other " + pool.map(List.of(1), x -> x * k));
        k = 5;
        System.out.println("again " + pool.map(List.of(1), f));
        pool.close();
        """);
    assertThat(ran.out()).as(ran.err()).contains("first [6]").contains("other [6]").contains("again [6]");
  }

  @Test
  void recordsAndClassesOfTheSessionTravel() throws Exception {
    Ran ran = jshell("""
        import dev.drover.*;
        record Point(int x, int y) {}
        class Mover { static Point right(Point p) { return new Point(p.x() + 1, p.y()); } }
        int twice(int n) { return 2 * n; }
        var pool = Pool.processes(2);
        System.out.println("moved " + pool.map(List.of(new Point(1, 2)), p -> Mover.right(p)));
        System.out.println("doubled " + pool.map(List.of(4), n -> twice(n)));
        pool.close();
        """);
    assertThat(ran.out()).as(ran.err()).contains("moved [Point[x=2, y=2]]").contains("doubled [8]");
  }

  @Test
  void aVariableThatCannotTravelIsRefusedByName() throws Exception {
    Ran ran = jshell("""
        import dev.drover.*;
        var gate = new Object();
        var pool = Pool.processes(1);
        try { pool.map(List.of(1), x -> gate.hashCode() + x); } catch (Exception e) { System.out.println("refused " + e.getMessage()); }
        pool.close();
        """);
    assertThat(ran.out()).as(ran.err()).containsPattern("refused .*gate");
  }

  private static Ran jshell(String session) throws Exception {
    List<String> command =
        List.of(Built.tool("jshell").toString(), "-s", "--class-path", Built.coreJar().toString(), "-");
    return Ran.run(Built.ROOT, session, command);
  }
}
