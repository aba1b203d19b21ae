package dev.drover.internal.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The limits of the control group that this process is in, of version 1 or 2: what a container may use. A group is bounded by
 * those above it too, so all up to the mount are read and the least counts.
 */
public final class ControlGroup {
  /** Version 1 says "no limit" with a number near the largest one. */
  private static final long NO_LIMIT = 1L << 60;

  private final HostFiles files;
  private final List<Mount> mounts;
  private final List<String> memberships;

  private ControlGroup(HostFiles files) {
    this.files = files;
    this.mounts = files.lines(files.at("/proc/self/mountinfo")).stream().flatMap(l -> Mount.parse(l).stream()).toList();
    this.memberships = files.lines(files.at("/proc/self/cgroup"));
  }

  /**
   * Reads which group this is.
   *
   * @param root {@code /}, or a folder that stands for it
   * @return the group; one without limits if the system has none
   */
  public static ControlGroup of(Path root) {
    return new ControlGroup(new HostFiles(root));
  }

  /**
   * How much memory all processes of the group may use.
   *
   * @return bytes; empty if there is no limit
   */
  public OptionalLong memoryLimit() {
    return folders("memory", folder -> least(Stream.of("memory.max", "memory.limit_in_bytes").map(folder::resolve)))
        .mapToLong(Long::longValue)
        .min();
  }

  /**
   * How much memory is left of that. Files that the system keeps at hand and can drop count as free.
   *
   * @return bytes; empty if there is no limit
   */
  public OptionalLong memoryFree() {
    return folders("memory", this::left).mapToLong(Long::longValue).min();
  }

  private Optional<Long> left(Path folder) {
    Optional<Long> limit = least(Stream.of("memory.max", "memory.limit_in_bytes").map(folder::resolve));
    Optional<Long> used = least(Stream.of("memory.current", "memory.usage_in_bytes").map(folder::resolve));
    long droppable = files.lines(folder.resolve("memory.stat")).stream()
        .filter(line -> line.matches("(total_)?inactive_file \\d{1,18}"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .max()
        .orElse(0);
    return limit.flatMap(most -> used.map(now -> Math.max(0, most - now + droppable)));
  }

  private Optional<Long> least(Stream<Path> limits) {
    return limits
        .flatMap(file -> files.first(file).stream())
        .flatMapToLong(text -> HostFiles.number(text).stream())
        .filter(n -> n < NO_LIMIT)
        .boxed()
        .min(Long::compare);
  }

  /**
   * How much processor time the group may use.
   *
   * @return in cores, such as 0.5; empty if there is no limit
   */
  public OptionalDouble cores() {
    return folders("cpu", this::quota).mapToDouble(Double::doubleValue).min();
  }

  private Optional<Double> quota(Path folder) {
    String both = files.first(folder.resolve("cpu.max"))
        .orElseGet(() -> files.first(folder.resolve("cpu.cfs_quota_us")).orElse("") + " "
            + files.first(folder.resolve("cpu.cfs_period_us")).orElse(""));
    return both.matches("[1-9]\\d{0,17} [1-9]\\d{0,17}")
        ? Optional.of(Double.parseDouble(both.split(" ")[0]) / Double.parseDouble(both.split(" ")[1]))
        : Optional.empty();
  }

  /**
   * How many processors the group may run on.
   *
   * @return 1 or more; empty if that isn't said
   */
  public OptionalInt processors() {
    return folders("cpuset", folder ->
            Stream.of("cpuset.cpus.effective", "cpuset.effective_cpus", "cpuset.cpus")
                .flatMap(name -> files.first(folder.resolve(name)).stream())
                .map(ControlGroup::count)
                .findFirst())
        .mapToInt(Integer::intValue)
        .filter(n -> n > 0)
        .min();
  }

  /** How many numbers a list such as {@code 0-3,8} has. */
  private static int count(String list) {
    return Arrays.stream(list.split(","))
        .filter(part -> part.strip().matches("\\d{1,6}(-\\d{1,6})?"))
        .map(part -> part.strip().split("-"))
        .mapToInt(ends -> Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1)
        .sum();
  }

  /** What the group itself and those above say about something. */
  private <T> Stream<T> folders(String controller, Function<Path, Optional<T>> question) {
    return mounts.stream()
        .filter(m -> m.has(controller))
        .flatMap(m -> memberships.stream().flatMap(line -> m.group(line, controller).stream()).flatMap(g -> upwards(m, g)))
        .flatMap(folder -> question.apply(folder).stream());
  }

  private Stream<Path> upwards(Mount mount, String group) {
    Path top = files.at(mount.point());
    List<Path> folders = new ArrayList<>();
    folders.add(top);
    Path.of(group).forEach(step -> folders.add(folders.getLast().resolve(step)));
    return folders.stream();
  }
}
