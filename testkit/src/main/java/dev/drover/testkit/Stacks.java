package dev.drover.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where all threads are, virtual ones included. */
final class Stacks {
  private Stacks() {}

  static String ofThisProcess() {
    try {
      Path folder = Files.createTempDirectory("stacks");
      Path file = folder.resolve("stacks.txt");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      return "stacks could not be read: " + e;
    }
  }
}
