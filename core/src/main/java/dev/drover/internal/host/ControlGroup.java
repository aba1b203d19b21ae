package dev.drover.internal.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
    this.mounts = mounts(files.lines(files.at("/proc/self/mountinfo")));
    this.memberships = files.lines(files.at("/proc/self/cgroup"));
  }

  private static List<Mount> mounts(List<String> lines) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : lines) {
      Optional<Mount> mount = Mount.parse(line);
      if (mount.isPresent()) {
        mounts.add(mount.get());
      }
    }
    return mounts;
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
    long least = NO_LIMIT;
    for (Path folder : folders("memory")) {
      least = Math.min(least, limit(folder));
    }
    return least < NO_LIMIT ? OptionalLong.of(least) : OptionalLong.empty();
  }

  /**
   * How much memory is left of that. Files that the system keeps at hand and can drop count as free.
   *
   * @return bytes; empty if there is no limit
   */
  public OptionalLong memoryFree() {
    return folders("memory").stream().flatMap(folder -> left(folder).stream()).mapToLong(Long::longValue).min();
  }

  private Optional<Long> left(Path folder) {
    long limit = limit(folder);
    long used = least(folder, "memory.current", "memory.usage_in_bytes");
    long droppable = files.lines(folder.resolve("memory.stat")).stream()
        .filter(line -> line.matches("(total_)?inactive_file \\d{1,18}"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .max()
        .orElse(0);
    return limit < NO_LIMIT && used < NO_LIMIT ? Optional.of(Math.max(0, limit - used + droppable)) : Optional.empty();
  }

  private long limit(Path folder) {
    return least(folder, "memory.max", "memory.limit_in_bytes");
  }

  /** The least number that one of these files has; {@link #NO_LIMIT} if none has one. */
  private long least(Path folder, String... names) {
    long least = NO_LIMIT;
    for (String name : names) {
      Optional<String> text = files.first(folder.resolve(name));
      OptionalLong number = text.isPresent() ? HostFiles.number(text.get()) : OptionalLong.empty();
      least = Math.min(least, number.orElse(NO_LIMIT));
    }
    return least;
  }

  /**
   * How much processor time the group may use.
   *
   * @return in cores, such as 0.5; empty if there is no limit
   */
  public OptionalDouble cores() {
    return folders("cpu").stream().flatMap(folder -> quota(folder).stream()).mapToDouble(Double::doubleValue).min();
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
    return folders("cpuset").stream()
        .flatMap(folder -> Stream.of("cpuset.cpus.effective", "cpuset.effective_cpus", "cpuset.cpus")
            .flatMap(name -> files.first(folder.resolve(name)).stream())
            .map(ControlGroup::count)
            .limit(1))
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

  /** Where the group itself and those above say something. */
  private List<Path> folders(String controller) {
    List<Path> folders = new ArrayList<>();
    for (Mount mount : mounts) {
      for (String line : mount.has(controller) ? memberships : List.<String>of()) {
        Optional<String> group = mount.group(line, controller);
        if (group.isPresent()) {
          addUpwards(folders, mount, group.get());
        }
      }
    }
    return folders;
  }

  private void addUpwards(List<Path> folders, Mount mount, String group) {
    Path folder = files.at(mount.point());
    folders.add(folder);
    for (Path step : Path.of(group)) {
      folder = folder.resolve(step);
      folders.add(folder);
    }
  }
}
