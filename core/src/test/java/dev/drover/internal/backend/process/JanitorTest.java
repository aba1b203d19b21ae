package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.host.ProcessFolder;
import dev.drover.internal.host.ProcessName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JanitorTest {
  /** No system has so many. */
  private static final long NOBODY = 99_999_999;

  @TempDir Path folder;

  @Test
  void whatADeadProcessHasLeftIsRemoved() throws IOException {
    Path dead = left(NOBODY + "-1000");
    new Janitor(folder).sweep();
    assertThat(dead).doesNotExist();
  }

  @Test
  void anotherProcessWithTheSameNumberDoesNotSaveIt() throws IOException {
    Path dead = left(ProcessHandle.current().pid() + "-1000");
    new Janitor(folder).sweep();
    assertThat(dead).doesNotExist();
  }

  @Test
  void whatBelongsToALiveProcessStays() throws IOException {
    Path alive = left(ProcessName.current().toString());
    Path other = Files.createDirectory(folder.resolve("notes"));
    new Janitor(folder).sweep();
    assertThat(alive).exists();
    assertThat(other).exists();
  }

  @Test
  void aWorkerThatWasStoppedBeforeItsParentDiedIsKilled() throws Exception {
    Path dead = left(NOBODY + "-1000");
    String flag = WorkerCommand.ERROR_FILE + dead.resolve("hs_err_%p.log");
    Process stopped = new ProcessBuilder("sh", "-c", "kill -STOP $$; exit 0", flag).start();
    new Janitor(folder).sweep();
    assertThat(stopped.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(stopped.exitValue()).isEqualTo(137);
    assertThat(dead).doesNotExist();
  }

  @Test
  void whatIsLockedByAProcessThatCannotBeSeenStays() throws Exception {
    Path locked = left(NOBODY + "-1000");
    Process holder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", System.getProperty("java.class.path"), "-Xmx32m", "-XX:TieredStopAtLevel=1",
        Holder.class.getName(), locked.resolve(ProcessFolder.LOCK).toString())
        .start();
    try (Stream<String> out = holder.inputReader().lines()) {
      assertThat(out.findFirst()).contains("locked");
      new Janitor(folder).sweep();
      assertThat(locked).exists();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    new Janitor(folder).sweep();
    assertThat(locked).doesNotExist();
  }

  private Path left(String name) throws IOException {
    Path left = Files.createDirectory(folder.resolve(name));
    Files.createFile(left.resolve(ProcessFolder.LOCK));
    Files.createFile(left.resolve("1.status"));
    return left;
  }

  /** Holds a lock until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.println("locked");
        Thread.currentThread().join();
      }
    }
  }
}
