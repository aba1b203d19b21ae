package dev.drover.lab;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the figures come from.
 *
 * @param cpu the model
 * @param cores that this JVM may use
 * @param memoryBytes of the machine
 * @param os name and version
 * @param jdk version
 * @param python version, or why there is none
 * @param commit of this source, with {@code +} if it has been changed since; "unknown" outside a clone
 * @param load one-minute load average, or -1: other work on the machine spoils figures
 */
record Machine(
    String cpu, int cores, long memoryBytes, String os, String jdk, String python, String commit, double load) {
  static Machine here(Python python) {
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        python.version(),
        gitCommit(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** In one line, for people. */
  String text() {
    return "%s, %d cores, %d MiB, %s; JDK %s; %s; commit %s; load %s".formatted(
        cpu, cores, memoryBytes >> 20, os, jdk, python, commit, Unit.plain(load));
  }

  private static String cpuModel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.filter(l -> l.startsWith("model name"))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
        ? os.getTotalMemorySize()
        : 0;
  }

  private static String gitCommit() {
    Optional<String> head = git("rev-parse", "--short=12", "HEAD");
    Optional<String> changed = git("status", "--porcelain", "--untracked-files=no");
    return head.map(h -> changed.isPresent() ? h + "+" : h).orElse("unknown");
  }

  private static Optional<String> git(String verb, String... options) {
    String[] command = Stream.concat(
        Stream.of("git", "-C", System.getProperty("drover.lab.home", "."), verb), Stream.of(options))
        .toArray(String[]::new);
    return Command.line(Duration.ofSeconds(10), command);
  }
}
