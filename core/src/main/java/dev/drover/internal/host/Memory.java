package dev.drover.internal.host;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
    return files.lines(files.at("/proc/meminfo")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .flatMapToLong(line -> HostFiles.number(line.replaceAll("\\D+", "")).stream())
        .map(kib -> kib << 10)
        .findFirst();
  }

  /**
   * What may be planned with: the limit if it is less than the machine.
   *
   * @return bytes, if anything is known
   */
  public OptionalLong usable() {
    return Stream.of(machine, limit).flatMapToLong(OptionalLong::stream).min();
  }
}
