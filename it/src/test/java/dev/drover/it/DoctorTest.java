package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code drover doctor} says where all is well, and where nothing can start. */
class DoctorTest {
  @TempDir private Path folder;

  @Test
  void detectsPlansAndStartsAWorker() throws Exception {
    Ran ran = Ran.drover("doctor", "-j", "3", "--memory", "96m");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    List<String> names = ran.lines().stream().map(l -> l.substring(0, l.indexOf(':'))).toList();
    assertThat(names).containsSubsequence(
        "jdk", "cores", "memory", "limits", "debugger", "/dev/shm", "run folder", "socket", "workers", "heap", "worker");
    assertThat(ran.out())
        .containsPattern("workers: +3, asked for")
        .containsPattern("heap: +96 MiB for each worker, asked for")
        .containsPattern("worker: +started and answered in \\d+ ms");
  }

  @Test
  void aLauncherThatCannotStartWorkersIsTheFailingLine() throws Exception {
    Program launcher = new Program(folder)
        .source("NoLauncher.java", """
            import dev.drover.spi.Launcher;
            import java.util.List;

            public class NoLauncher implements Launcher {
              @Override public List<String> wrap(List<String> command) { return List.of("/no/such/program"); }
            }
            """)
        .resource("META-INF/services/dev.drover.spi.Launcher", "NoLauncher")
        .compile("-cp", Built.coreJar().toString());
    Ran ran = Ran.runWith(folder, Map.of(), Program.java(
        "-cp", Built.ROOT.resolve("cli/target/drover/lib") + "/*:" + launcher.classes(), "dev.drover.cli.Main", "doctor"));
    assertThat(ran.status()).as(ran.err()).isEqualTo(4);
    assertThat(ran.out()).containsPattern("worker: +FAILED: no worker could be started: .*/no/such/program");
    assertThat(ran.err()).startsWith("drover: worker failed: ").hasLineCount(1);
  }
}
