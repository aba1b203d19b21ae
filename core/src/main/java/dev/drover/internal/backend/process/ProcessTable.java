package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.ProcessStat;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private ProcessTable() {}

  /** Whether the process has been stopped by a signal or a tracer. */
  static boolean isStopped(long pid) {
    return state(pid).filter(s -> s.equalsIgnoreCase("t")).isPresent();
  }

  /** Whether the process runs or waits: it has not ended, even if nobody has taken notice of its end yet. */
  static boolean isRunning(long pid) {
    return state(pid).filter(s -> !s.equals("Z") && !s.equalsIgnoreCase("x")).isPresent();
  }

  /** Whether the process runs or waits and nothing keeps it from that, as far as can be told. */
  static boolean mayRun(long pid) {
    return !ProcessStat.isThere() || state(pid).filter("RSDI"::contains).isPresent();
  }

  private static Optional<String> state(long pid) {
    return fields(pid, ProcessStat.STATE).map(f -> f[ProcessStat.STATE]);
  }

  /** Kills what is left of sessions whose leaders have ended. The kernel gives their numbers to nobody else until then. */
  static void killSessions(List<Long> leaders) {
    if (leaders.isEmpty() || !ProcessStat.isThere()) {
      return;
    }
    for (long pid : pids()) {
      if (!leaders.contains(pid) && isOf(leaders, pid)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
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

  private static boolean isOf(List<Long> leaders, long pid) {
    Optional<String[]> fields = fields(pid, ProcessStat.SESSION);
    return fields.isPresent() && leaders.contains(Long.parseLong(fields.get()[ProcessStat.SESSION]));
  }

  /** The fields of {@link ProcessStat}; empty if the process is gone, or can't be seen. */
  static Optional<String[]> fields(long pid, int last) {
    try {
      return ProcessStat.fields(pid, last);
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
