package dev.drover.internal.host;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How hard the machine is pressed at a moment.
 *
 * @param freeMemory what this process and its children could still get, in bytes, if that is known
 * @param runnable how many threads of all programs run or want to, without the one that asks, if that is known
 */
public record Strain(OptionalLong freeMemory, OptionalInt runnable) {
  /**
   * Of this moment.
   *
   * @param root {@code /}, or a folder that stands for it
   * @return what is known
   */
  public static Strain of(Path root) {
    OptionalLong free = Stream.of(Memory.of(root).available(), ControlGroup.of(root).memoryFree())
        .flatMapToLong(OptionalLong::stream)
        .min();
    return new Strain(free, runnable(new HostFiles(root)));
  }

  /** The fourth number of {@code 0.20 0.18 0.12 1/80 11206}: the averages before it lag behind by a minute. */
  private static OptionalInt runnable(HostFiles files) {
    return files.first(files.at("/proc/loadavg"))
        .filter(line -> line.matches("\\S+ \\S+ \\S+ \\d{1,9}/.*"))
        .map(line -> Integer.parseInt(line.split(" ")[3].replaceFirst("/.*", "")))
        .map(n -> OptionalInt.of(Math.max(0, n - 1)))
        .orElse(OptionalInt.empty());
  }
}
