package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What Linux tells of processes. Each worker is the leader of a session, so what its tasks have started can be found after its
 * death, when it is nobody's child any more.
 */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final int STATE = 0;
  private static final int SESSION = 3;

  private ProcessTable() {}

  /** Whether there is a table to look into. */
  static boolean isThere() {
    return Files.exists(PROC.resolve("self/stat"));
  }

  /** Whether the process has been stopped by a signal or a tracer. */
  static boolean isStopped(long pid) {
    return state(pid).filter(s -> s.equalsIgnoreCase("t")).isPresent();
  }

  /** Whether the process runs or waits: it has not ended, even if nobody has taken notice of its end yet. */
  static boolean isRunning(long pid) {
    return state(pid).filter(s -> !s.equals("Z") && !s.equalsIgnoreCase("x")).isPresent();
  }

  private static Optional<String> state(long pid) {
    return fields(PROC.resolve(Long.toString(pid))).map(f -> f[STATE]);
  }

  /** Kills what is left of a session whose leader has ended. The kernel gives its number to nobody else until then. */
  static void killSession(long leader) {
    if (!isThere()) {
      return;
    }
    try (Stream<Path> all = Files.list(PROC)) {
      all.map(ProcessTable::pid)
          .flatMapToLong(OptionalLong::stream)
          .filter(pid -> pid != leader && isOf(leader, pid))
          .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    } catch (IOException | java.io.UncheckedIOException e) {
      Log.debug("looking for what a worker has left behind", e);
    }
  }

  private static OptionalLong pid(Path folder) {
    String name = folder.getFileName().toString();
    return name.chars().allMatch(Character::isDigit) ? OptionalLong.of(Long.parseLong(name)) : OptionalLong.empty();
  }

  private static boolean isOf(long leader, long pid) {
    return fields(PROC.resolve(Long.toString(pid)))
        .filter(f -> f.length > SESSION && f[SESSION].equals(Long.toString(leader)))
        .isPresent();
  }

  /** What follows the name in {@code stat}: state, parent, group, session. The name itself may contain anything. */
  private static Optional<String[]> fields(Path process) {
    try {
      String stat = new String(Files.readAllBytes(process.resolve("stat")), StandardCharsets.ISO_8859_1);
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", SESSION + 2));
    } catch (IOException | IndexOutOfBoundsException gone) {
      return Optional.empty();
    }
  }
}
