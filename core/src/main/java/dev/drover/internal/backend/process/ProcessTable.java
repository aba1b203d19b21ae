package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What Linux tells of processes. Each worker is the leader of a session, so what its tasks have started can be found after its
 * death, when it is nobody's child any more.
 */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  // Which field of a process, after its name
  private static final int STATE = 0;
  static final int PARENT = 1;
  static final int SESSION = 3;
  static final int RESIDENT_PAGES = 21;

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
    return fields(pid, STATE).map(f -> f[STATE]);
  }

  /** Kills what is left of a session whose leader has ended. The kernel gives its number to nobody else until then. */
  static void killSession(long leader) {
    if (!isThere()) {
      return;
    }
    pids().stream()
        .filter(pid -> pid != leader && isOf(leader, pid))
        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** All processes of a moment; none where there is no such table. */
  static List<Long> pids() {
    try (Stream<Path> all = Files.list(PROC)) {
      return all.map(ProcessTable::pid).flatMapToLong(OptionalLong::stream).boxed().toList();
    } catch (IOException | UncheckedIOException e) {
      Log.debug("listing processes", e);
      return List.of();
    }
  }

  private static OptionalLong pid(Path folder) {
    String name = folder.getFileName().toString();
    return name.chars().allMatch(Character::isDigit) ? OptionalLong.of(Long.parseLong(name)) : OptionalLong.empty();
  }

  private static boolean isOf(long leader, long pid) {
    return fields(pid, SESSION).filter(f -> f[SESSION].equals(Long.toString(leader))).isPresent();
  }

  /**
   * What follows the name in {@code stat}, up to one of these fields at least: state, parent, group, session and so on. The name
   * itself may contain anything, blanks and brackets too. Empty if the process is gone.
   */
  static Optional<String[]> fields(long pid, int last) {
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", last + 2);
      return Optional.of(fields).filter(f -> f.length > last);
    } catch (IOException | IndexOutOfBoundsException gone) {
      return Optional.empty();
    }
  }
}
