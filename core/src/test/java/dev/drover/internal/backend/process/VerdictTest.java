package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.memory.StatusBlock.Ending;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {
  @TempDir Path folder;

  @Test
  void aSignalIsACrashAndAnExitIsAnExit() {
    assertThat(failure(137, Ending.NONE)).isInstanceOf(Failure.Crashed.class);
    assertThat(failure(143, Ending.EXITING)).isInstanceOfSatisfying(
        Failure.Crashed.class, c -> assertThat(c.signal()).isEqualTo(15));
    assertThat(failure(137, Ending.EXITING)).isInstanceOf(Failure.Exited.class);
    assertThat(failure(0, Ending.EXITING)).isInstanceOf(Failure.Exited.class);
    assertThat(failure(3, Ending.NONE)).isInstanceOf(Failure.Exited.class);
    assertThat(failure(3, Ending.OUT_OF_MEMORY)).isInstanceOf(Failure.OutOfMemory.class);
  }

  @Test
  void aKillWhileItExitsIsAKill() {
    assertThat(new Verdict(137, Ending.EXITING, false, Optional.empty()).reason())
        .isEqualTo("worker process died of SIGKILL (9)");
    assertThat(new Verdict(200, Ending.EXITING, false, Optional.empty()).reason())
        .isEqualTo("worker process exited with status 200");
  }

  @Test
  void theReportOfTheJvmNamesTheFirstSignal() throws IOException {
    Path report = Files.writeString(folder.resolve("hs_err.log"), """
        #
        # A fatal error has been detected by the Java Runtime Environment:
        #
        #  SIGBUS (0x7) at pc=0x00007f8d, pid=1, tid=2
        #
        """);
    Verdict verdict = new Verdict(1, Ending.NONE, false, Optional.of(report));
    assertThat(verdict.failure(Evidence.none())).isInstanceOfSatisfying(Failure.Crashed.class, c -> {
      assertThat(c.signal()).isEqualTo(7);
      assertThat(c.errorFile()).contains(report);
    });
  }

  @Test
  void aReportThatNamesNoSignalIsACrashAllTheSame() throws IOException {
    Path report = Files.writeString(folder.resolve("hs_err.log"), "# Internal Error (x.cpp:1)\n");
    assertThat(new Verdict(1, Ending.NONE, false, Optional.of(report)).failure(Evidence.none()))
        .isInstanceOf(Failure.Crashed.class);
  }

  @Test
  void theReasonIsInAFewWords() {
    assertThat(new Verdict(0, Ending.ORDERLY, true, Optional.empty()).reason()).isEqualTo("ended in good order");
    assertThat(new Verdict(3, Ending.OUT_OF_MEMORY, false, Optional.empty()).reason()).isEqualTo("out of memory");
    assertThat(new Verdict(137, Ending.NONE, false, Optional.empty()).reason())
        .isEqualTo("worker process died of SIGKILL (9)");
  }

  private static Failure failure(int exitValue, Ending ending) {
    return new Verdict(exitValue, ending, true, Optional.empty()).failure(Evidence.none());
  }
}
