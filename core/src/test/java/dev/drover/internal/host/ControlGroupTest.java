package dev.drover.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of containers, from the files in which either version of control groups tells them. */
class ControlGroupTest {
  private static final String UNIFIED = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n";
  private static final long MIB = 1L << 20;

  @TempDir private Path root;

  private ControlGroupTest with(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  private ControlGroup group() {
    return ControlGroup.of(root);
  }

  @Test
  void halfACoreAndHalfAGigabyteOfVersionTwo() throws IOException {
    with("proc/self/mountinfo", UNIFIED).with("proc/self/cgroup", "0::/\n");
    with("sys/fs/cgroup/memory.max", "536870912\n").with("sys/fs/cgroup/cpu.max", "50000 100000\n");
    with("sys/fs/cgroup/cpuset.cpus.effective", "0-2,7\n");
    assertThat(group().memoryLimit()).hasValue(512 * MIB);
    assertThat(group().cores()).hasValue(0.5);
    assertThat(group().processors()).hasValue(4);
  }

  @Test
  void theLeastOfAllGroupsAboveCounts() throws IOException {
    with("proc/self/mountinfo", UNIFIED).with("proc/self/cgroup", "0::/user.slice/app\n");
    with("sys/fs/cgroup/user.slice/memory.max", "268435456\n").with("sys/fs/cgroup/user.slice/cpu.max", "max 100000\n");
    with("sys/fs/cgroup/user.slice/app/memory.max", "536870912\n");
    with("sys/fs/cgroup/user.slice/app/cpu.max", "150000 100000\n");
    with("sys/fs/cgroup/other/memory.max", "1\n");
    assertThat(group().memoryLimit()).hasValue(256 * MIB);
    assertThat(group().cores()).hasValue(1.5);
  }

  @Test
  void noLimitIsNoNumber() throws IOException {
    with("proc/self/mountinfo", UNIFIED).with("proc/self/cgroup", "0::/\n");
    with("sys/fs/cgroup/memory.max", "max\n").with("sys/fs/cgroup/cpu.max", "max 100000\n");
    assertThat(group().memoryLimit()).isEmpty();
    assertThat(group().cores()).isEmpty();
    assertThat(group().processors()).isEmpty();
  }

  @Test
  void theOwnGroupOfVersionOne() throws IOException {
    with("proc/self/mountinfo", versionOne("/"));
    with("proc/self/cgroup", "4:memory:/box\n3:cpuset:/\n2:cpu,cpuacct:/box\n0::/\n");
    with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    with("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "536870912\n");
    with("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "50000\n");
    with("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_period_us", "100000\n");
    with("sys/fs/cgroup/cpuset/cpuset.effective_cpus", "1\n");
    assertThat(group().memoryLimit()).hasValue(512 * MIB);
    assertThat(group().cores()).hasValue(0.5);
    assertThat(group().processors()).hasValue(1);
  }

  @Test
  void noQuotaOfVersionOne() throws IOException {
    with("proc/self/mountinfo", versionOne("/")).with("proc/self/cgroup", "2:cpu,cpuacct:/\n");
    with("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n").with("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    assertThat(group().cores()).isEmpty();
  }

  @Test
  void aContainerThatIsToldAPathOfItsHostSeesItsOwnGroupAtTheMount() throws IOException {
    with("proc/self/mountinfo", versionOne("/docker/abc")).with("proc/self/cgroup", "4:memory:/docker/abc\n");
    with("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
    assertThat(group().memoryLimit()).hasValue(512 * MIB);
    with("proc/self/cgroup", "4:memory:/elsewhere/def\n");
    assertThat(group().memoryLimit()).hasValue(512 * MIB);
    with("proc/self/cgroup", "4:memory:/../def\n");
    assertThat(group().memoryLimit()).hasValue(512 * MIB);
  }

  @Test
  void aSystemWithoutControlGroupsHasNoLimits() {
    assertThat(group().memoryLimit()).isEmpty();
    assertThat(group().cores()).isEmpty();
    assertThat(group().processors()).isEmpty();
  }

  @Test
  void whatCannotBeUnderstoodIsPassedOver() throws IOException {
    with("proc/self/mountinfo", "nonsense\n\n - cgroup2\n" + UNIFIED).with("proc/self/cgroup", "nonsense\n0::/\n");
    with("sys/fs/cgroup/memory.max", "a lot\n").with("sys/fs/cgroup/cpu.max", "0 0\n");
    with("sys/fs/cgroup/cpuset.cpus.effective", "none\n");
    assertThat(group().memoryLimit()).isEmpty();
    assertThat(group().cores()).isEmpty();
    assertThat(group().processors()).isEmpty();
  }

  @Test
  void theMachineCountsWhereItHasLessThanTheLimit() throws IOException {
    with("proc/meminfo", "MemTotal:  1048576 kB\nMemFree: 1 kB\nMemAvailable: 524288 kB\n");
    assertThat(Memory.of(root).usable()).hasValue(1024 * MIB);
    assertThat(Memory.of(root).available()).hasValue(512 * MIB);
    with("proc/self/mountinfo", UNIFIED).with("proc/self/cgroup", "0::/\n");
    with("sys/fs/cgroup/memory.max", "536870912\n");
    assertThat(Memory.of(root).usable()).hasValue(512 * MIB);
  }

  private static String versionOne(String shown) {
    return """
        31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
        32 31 0:29 %1$s /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
        34 31 0:31 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset
        35 31 0:32 %1$s /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
        41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
        """.formatted(shown);
  }
}
