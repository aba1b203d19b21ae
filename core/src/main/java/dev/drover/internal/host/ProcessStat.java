package dev.drover.internal.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux tells of a process in {@code /proc/<pid>/stat}, see {@code man 5 proc}. */
public final class ProcessStat {
  /** The numbers of the fields that are looked at, counted from the one after the name. */
  public static final int STATE = 0;

  /** The pid of the parent. */
  public static final int PARENT = 1;

  /** The pid of the leader of its session. */
  public static final int SESSION = 3;

  /** When it began, in clock ticks since the machine was started. */
  public static final int START = 19;

  /** How many pages of it are in memory. */
  public static final int RESIDENT_PAGES = 21;

  private static final Path PROC = Path.of("/proc");

  private ProcessStat() {}

  /**
   * Whether there is such a table.
   *
   * @return false where the system is not Linux, or hides it
   */
  public static boolean isThere() {
    return Files.exists(PROC.resolve("self/stat"));
  }

  /**
   * What follows the name, up to one of these fields at least. The name itself is any bytes, blanks and brackets too.
   *
   * @param pid of the process
   * @param last the last field that is wanted
   * @return empty if the process is gone
   * @throws IOException if that can't be told, as when this process has too many files open
   */
  public static Optional<String[]> fields(long pid, int last) throws IOException {
    Path process = PROC.resolve(Long.toString(pid));
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", last + 2);
      return Optional.of(fields).filter(f -> f.length > last);
    } catch (IOException e) {
      if (Files.notExists(process)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
