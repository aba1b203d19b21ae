package dev.drover.internal.backend.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much heap each worker gets if nobody says: what is left of three quarters of the machine, or of the container, when
 * the parent's own heap is full, shared by all workers, and 2 GiB at most.
 */
final class MemoryPlan {
  private static final long SMALLEST = 64L << 20;
  private static final double SHARE = 0.75;
  private static final int LARGEST_PART = 4;
  /** Enough for what people send; more only delays the moment at which an item that asks for everything is found out. */
  private static final long LARGEST = 2L << 30;
  /** Files with the limit of this container, as control groups of either version name them. */
  private static final List<String> LIMITS =
      List.of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes");

  private MemoryPlan() {}

  static long heap(int slots) {
    return heap(machine(), Runtime.getRuntime().maxMemory(), slots);
  }

  static long heap(long machine, long parentHeap, int slots) {
    long each = (long) (machine * SHARE - parentHeap) / slots;
    return Math.max(SMALLEST, Math.min(each, Math.min(LARGEST, machine / LARGEST_PART)));
  }

  private static long machine() {
    Stream<OptionalLong> limits = LIMITS.stream().map(f -> first(f).map(MemoryPlan::number).orElse(OptionalLong.empty()));
    return Stream.concat(limits, Stream.of(total()))
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min()
        // Without other news: the JVM's default heap is a quarter of the machine.
        .orElse(Runtime.getRuntime().maxMemory() * LARGEST_PART);
  }

  private static OptionalLong total() {
    return first("/proc/meminfo")
        .map(line -> number(line.replaceAll("\\D+", "")))
        .filter(OptionalLong::isPresent)
        .map(kib -> OptionalLong.of(kib.getAsLong() << 10))
        .orElse(OptionalLong.empty());
  }

  private static Optional<String> first(String file) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines.findFirst();
    } catch (IOException | java.io.UncheckedIOException none) {
      return Optional.empty();
    }
  }

  private static OptionalLong number(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
