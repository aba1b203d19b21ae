package dev.drover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobs.Jobs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two that take their process with them, each in one of its own. */
class HostilePdfsTest {
  @TempDir
  Path folder;

  @Test
  void theHeapBombNeedsMoreThanAGigabyte() throws Exception {
    Process process = read("1g", "data/hostile/heap-bomb.pdf");
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(folder.resolve("output")).content().contains("OutOfMemoryError: Java heap space");
  }

  @Test
  void theEndlessOneIsStillBusyAfterAWhileAndDoesNotHeedAnInterrupt() throws Exception {
    Process process = read("256m", "data/hostile/never-ends.pdf", "interrupt");
    try {
      assertThat(process.waitFor(8, TimeUnit.SECONDS)).as("ended").isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(folder.resolve("output")).content().isEqualTo("interrupted%n".formatted());
  }

  private Process read(String heap, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + heap,
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        Reader.class.getName());
    builder.command().addAll(List.of(arguments));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  /** Reads one file, and with a second argument interrupts the reading after a second. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) throws Exception {
      if (args.length > 1) {
        Thread reader = Thread.currentThread();
        Thread.ofPlatform().daemon().start(() -> interruptLater(reader));
      }
      Jobs.find("pdf-text").orElseThrow().function().apply(Path.of(args[0]));
    }

    private static void interruptLater(Thread reader) {
      try {
        reader.join(1000);
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
