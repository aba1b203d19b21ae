package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool that nobody closes promises about the end of the program. For every backend. */
public abstract class ProgramEndContract extends PoolContract {
  /** For subclasses. */
  protected ProgramEndContract() {}

  @Test
  @DisplayName("row 27: a program whose main ends waits for what it has submitted, then ends by itself")
  void submittedWorkIsDone() throws Exception {
    Process program = start(backend());
    String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).isZero();
    assertThat(printed.lines()).containsExactlyInAnyOrder("main ends", "0", "1", "4", "9");
  }

  private static Process start(String backend) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            backend)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Callbacks belong to the work: they take longer here than anything that keeps the program alive by chance. */
  private static void printSlowly(Outcome<?, ?> outcome) {
    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    System.out.println(outcome.get());
  }

  /** The program. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      Pool pool = Pool.open(args[0], PoolOptions.defaultOptions().workers(1));
      for (int i = 0; i < 4; i++) {
        int x = i;
        var _ = pool.submit(() -> Tasks.square(x)).onDone(ProgramEndContract::printSlowly);
      }
      System.out.println("main ends");
    }
  }
}
