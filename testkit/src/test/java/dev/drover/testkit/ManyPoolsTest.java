package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pools opened and closed one after the other; the long form is {@code -Ddrover.pools=10000}. */
@ExtendWith(LeakCheck.class)
class ManyPoolsTest {
  private static final int USUALLY = 40;
  private static final int WARM_UP = 5;

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 3, unit = java.util.concurrent.TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void nothingIsLeftOfPools() throws IOException {
    int pools = Integer.getInteger("drover.pools", USUALLY);
    open(WARM_UP, () -> Pool.processes(1));
    open(WARM_UP, () -> Pool.threads(2));
    Held before = Held.now();
    open(pools, () -> Pool.processes(1));
    open(pools, () -> Pool.threads(2));
    open(pools, () -> Pool.virtualThreads(2));
    Held after = Held.now();
    assertThat(after.descriptors()).as("open files").isLessThanOrEqualTo(before.descriptors() + 2);
    assertThat(after.mappings()).as("mapped files of ours").isEqualTo(before.mappings());
    assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 2);
  }

  private static void open(int times, Supplier<Pool> opener) {
    for (int i = 0; i < times; i++) {
      try (Pool pool = opener.get()) {
        assertThat(pool.map(List.of(1, 2), x -> x + 1)).containsExactly(2, 3);
      }
    }
  }

  /** What the process holds at a moment; the JVM opens and starts one or another thing by itself. */
  private record Held(long descriptors, long mappings, int threads) {
    static Held now() throws IOException {
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"));
          Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
        return new Held(
            open.count(), mapped.filter(line -> line.contains("/drover-")).count(), Thread.getAllStackTraces().size());
      }
    }
  }
}
