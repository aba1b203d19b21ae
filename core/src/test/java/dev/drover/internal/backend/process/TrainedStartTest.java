package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.internal.start.AotCache;
import dev.drover.internal.start.OwnClasses;
import dev.drover.spi.Finding;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Workers start from what an earlier one has left. */
@Isolated
class TrainedStartTest {
  private static final String PROPERTY = "drover.start.cache";
  private static final String AFTER = "drover.start.train.after";

  @TempDir Path folder;

  @BeforeEach
  void useAFolderOfItsOwn() {
    System.setProperty(PROPERTY, folder.resolve("caches").toString());
    System.setProperty(AFTER, "500");
  }

  @AfterEach
  void useTheUsualOne() {
    System.clearProperty(PROPERTY);
    System.clearProperty(AFTER);
  }

  private Path cache() throws Exception {
    return AotCache.of(OwnClasses.in(folder)).orElseThrow().path();
  }

  private static boolean mapsCache(String cache) throws Exception {
    return Files.readString(Path.of("/proc/self/maps")).contains(cache);
  }

  private static boolean workersMap(String cache) {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Boolean> call = engine.call(List.of(1), 1, _ -> mapsCache(cache));
      return call.values().getFirst();
    }
  }

  @Test
  void workersStartFromWhatWasTrained() throws Exception {
    String cache = cache().toString();
    assertThat(workersMap(cache)).isFalse();
    Finding finding = new ProcessBackendProvider().train().orElseThrow();
    assertThat(finding).isEqualTo(Finding.good("start", "trained: workers start from " + cache));
    assertThat(workersMap(cache)).isTrue();
  }

  @Test
  void aLongRunTrainsBesideItsWork() throws Exception {
    String cache = cache().toString();
    try (FakeEngine engine = new FakeEngine(1)) {
      assertThat(engine.call(List.of(1), 1, x -> x).values()).containsExactly(1);
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(Path.of(cache)));
    }
    assertThat(workersMap(cache)).isTrue();
  }

  @Test
  void aRunThatEndsWhileItTrainsLeavesNothingBehind() throws Exception {
    try (FakeEngine engine = new FakeEngine(1)) {
      assertThat(engine.call(List.of(1), 1, x -> x).values()).containsExactly(1);
      Path jar = cache().resolveSibling("drover-core.jar");
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(jar));
    }
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aCacheThatCrashesWorkersIsRemovedByTheFirst() throws Exception {
    assertThat(new ProcessBackendProvider().train().orElseThrow().ok()).isTrue();
    try (FileChannel file = FileChannel.open(cache(), StandardOpenOption.WRITE)) {
      // The header stays: the JVM has nothing to take offence at.
      for (long at = 64 << 10; at < file.size() - 4096; at += 4096) {
        file.write(ByteBuffer.wrap(new byte[4000]), at);
      }
    }
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1, 2), 1, x -> x);
      assertThat(call.values()).as(() -> call.failure(0).summary()).containsExactly(1, 2);
    }
    assertThat(cache()).doesNotExist();
  }

  @Test
  void withoutAFolderForCachesWorkersStartAllTheSame() throws Exception {
    System.setProperty(PROPERTY, "off");
    assertThat(new ProcessBackendProvider().train().orElseThrow().text())
        .isEqualTo("not trained: no folder for caches, or none is wanted");
    try (FakeEngine engine = new FakeEngine(1)) {
      assertThat(engine.call(List.of(1), 1, x -> x).values()).containsExactly(1);
    }
  }
}
