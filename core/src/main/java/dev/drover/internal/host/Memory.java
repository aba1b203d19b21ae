package dev.drover.internal.host;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The memory that this process may use, together with what it starts.
 *
 * @param machine in bytes, if it is known
 * @param available what is free or can be freed at this moment
 * @param limit of the control group
 */
public record Memory(OptionalLong machine, OptionalLong available, OptionalLong limit) {
  /**
   * Reads it.
   *
   * @param root {@code /}, or a folder that stands for it
   * @return what is known
   */
  public static Memory of(Path root) {
    HostFiles files = new HostFiles(root);
    return new Memory(
        row(files, "MemTotal"), row(files, "MemAvailable"), ControlGroup.of(root).memoryLimit());
  }

  private static OptionalLong row(HostFiles files, String name) {
    // Loops, here and in ControlGroup: a pool reads this when it is opened, and the streams took the first one 20 ms.
    for (String line : files.lines(files.at("/proc/meminfo"))) {
      if (line.startsWith(name + ":")) {
        OptionalLong kib = HostFiles.number(line.replaceAll("\\D+", ""));
        return kib.isPresent() ? OptionalLong.of(kib.getAsLong() << 10) : kib;
      }
    }
    return OptionalLong.empty();
  }

  /**
   * What may be planned with: the limit if it is less than the machine.
   *
   * @return bytes, if anything is known
   */
  public OptionalLong usable() {
    boolean both = machine.isPresent() && limit.isPresent();
    return both ? OptionalLong.of(Math.min(machine.getAsLong(), limit.getAsLong())) : machine.isPresent() ? machine : limit;
  }
}
