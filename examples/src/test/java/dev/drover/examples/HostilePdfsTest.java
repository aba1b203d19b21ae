package dev.drover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobs.Jobs;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two that take their process with them, each in one of its own. */
class HostilePdfsTest {
  @TempDir
  Path folder;

  @Test
  void theHeapBombNeedsMoreThanAGigabyte() throws Exception {
    Process process = read("data/hostile/heap-bomb.pdf", "1g");
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(folder.resolve("output")).content().contains("OutOfMemoryError: Java heap space");
  }

  @Test
  void theEndlessOneIsStillBusyAfterAWhileAndDoesNotHeedAnInterrupt() throws Exception {
    Process process = read("data/hostile/never-ends.pdf", "256m");
    try {
      assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("ended").isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(folder.resolve("output")).content().isEqualTo("interrupted%n".formatted());
  }

  private Process read(String file, String heap) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Reader.class.getName(),
            file)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  /** Reads one file, and interrupts the reading after two seconds. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) throws Exception {
      Thread reader = Thread.currentThread();
      Thread.ofPlatform().daemon().start(() -> interruptLater(reader));
      Jobs.find("pdf-text").orElseThrow().function().apply(Path.of(args[0]));
    }

    private static void interruptLater(Thread reader) {
      try {
        reader.join(2000);
        if (reader.isAlive()) {
          System.out.println("interrupted");
          reader.interrupt();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
