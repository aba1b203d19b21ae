package dev.drover.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is free, and how many threads want a core. */
class StrainTest {
  private static final long MIB = 1L << 20;

  @TempDir private Path root;

  private StrainTest with(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  @Test
  void theMachineAlone() throws IOException {
    with("proc/meminfo", "MemTotal: 4096 kB\nMemAvailable:    2048 kB\n");
    with("proc/loadavg", "0.20 0.18 0.12 4/80 11206\n");
    assertThat(Strain.of(root).freeMemory()).hasValue(2 * MIB);
    assertThat(Strain.of(root).runnable()).hasValue(3);
  }

  @Test
  void theRestOfAContainersLimitWithWhatCanBeDropped() throws IOException {
    with("proc/meminfo", "MemAvailable: 1048576 kB\n").with("proc/self/cgroup", "0::/\n");
    with("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n");
    with("sys/fs/cgroup/memory.max", 512 * MIB + "\n").with("sys/fs/cgroup/memory.current", 400 * MIB + "\n");
    with("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file " + 50 * MIB + "\nactive_file 7\n");
    assertThat(Strain.of(root).freeMemory()).hasValue(162 * MIB);
  }

  @Test
  void aSystemThatTellsNothing() {
    assertThat(Strain.of(root).freeMemory()).isEmpty();
    assertThat(Strain.of(root).runnable()).isEmpty();
  }

  @Test
  void thisMachine() {
    assertThat(Strain.of(Path.of("/")).freeMemory().orElse(1)).isPositive();
  }
}
