package dev.drover.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelKillsTest {
  @TempDir Path root;

  @Test
  void theCounterOfTheMachineIsRead() throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/vmstat"), "nr_free_pages 5\noom_kill 17\nnuma_hit 3\n");
    assertThat(new KernelKills(new HostFiles(root)).count()).isEqualTo(17);
  }

  @Test
  void aSystemThatDoesNotTellHasKilledNobody() {
    assertThat(new KernelKills(new HostFiles(root)).count()).isZero();
  }
}
