package dev.drover.internal.backend.process;

import dev.drover.internal.host.ProcessStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All processes of a moment with what they have resident, as Linux tells it: one pass over {@code /proc}, which serves
 * all workers. A process belongs to a worker that is its ancestor or leads its session: a child of a child that has
 * ended is nobody's child, and a child may have begun a session of its own.
 */
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  /** Where the kernel does not tell. */
  private static final long DEFAULT_PAGE = 4096;

  private static final long PAGE = pageSize();

  private final Map<Long, Row> rows;

  private record Row(long parent, long session, long resident) {}

  private ProcessTree(Map<Long, Row> rows) {
    this.rows = rows;
  }

  /** Looks; empty where there is no such table. */
  static ProcessTree look() {
    Map<Long, Row> rows = new HashMap<>();
    ProcessTable.pids().forEach(pid -> row(pid).ifPresent(row -> rows.put(pid, row)));
    return new ProcessTree(rows);
  }

  private static Optional<Row> row(long pid) {
    return ProcessTable.fields(pid, ProcessStat.RESIDENT_PAGES).map(f -> new Row(
        Long.parseLong(f[ProcessStat.PARENT]),
        Long.parseLong(f[ProcessStat.SESSION]),
        Long.parseLong(f[ProcessStat.RESIDENT_PAGES]) * PAGE));
  }

  /** The process and all that it has started. */
  List<Long> of(long root) {
    return rows.keySet().stream().filter(pid -> belongs(pid, root)).toList();
  }

  private boolean belongs(long pid, long root) {
    Set<Long> seen = new HashSet<>();
    long each = pid;
    while (rows.containsKey(each) && seen.add(each)) {
      Row row = rows.get(each);
      if (each == root || row == null || row.session == root) {
        return row != null;
      }
      each = row.parent;
    }
    return false;
  }

  /** What these processes have resident; pages that several share are counted for each of them. */
  long resident(List<Long> pids) {
    return pids.stream().map(rows::get).filter(row -> row != null).mapToLong(Row::resident).sum();
  }

  /**
   * What these processes have resident, with the part of shared pages that falls to each. The kernel walks all their
   * pages for that, which takes some milliseconds for a gigabyte. Where it does not tell, shared pages are counted in
   * full.
   */
  long proportional(List<Long> pids) {
    return pids.stream().mapToLong(pid -> proportional(pid).orElseGet(() -> resident(List.of(pid)))).sum();
  }

  private static OptionalLong proportional(long pid) {
    try (Stream<String> lines = Files.lines(PROC.resolve(Long.toString(pid)).resolve("smaps_rollup"))) {
      return lines.filter(l -> l.startsWith("Pss:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException | UncheckedIOException | NumberFormatException secret) {
      return OptionalLong.empty();
    }
  }

  /** From this process itself, of which the kernel tells pages in one file and kilobytes in another. */
  private static long pageSize() {
    try (Stream<String> lines = Files.lines(PROC.resolve("self/smaps"))) {
      return lines.filter(l -> l.startsWith("KernelPageSize:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(DEFAULT_PAGE);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      return DEFAULT_PAGE;
    }
  }
}
