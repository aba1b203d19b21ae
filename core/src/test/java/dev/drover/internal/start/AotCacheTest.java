package dev.drover.internal.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
  @TempDir Path folder;

  private Path root() {
    return folder.resolve("caches");
  }

  private AotCache cache() throws IOException {
    return AotCache.in(root(), OwnClasses.in(folder)).orElseThrow();
  }

  private Path work(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  @Test
  void whatWasTrainedIsThereForTheNextProcessAndNotTrainedAgain() throws Exception {
    assertThat(cache().find(List.of())).isEmpty();
    assertThat(cache().train(work("first"))).isTrue();
    AotCache.Trained trained = cache().find(List.of()).orElseThrow();
    assertThat(trained.cache()).isNotEmptyFile();
    FileTime written = Files.getLastModifiedTime(trained.cache());
    assertThat(cache().train(work("second"))).isTrue();
    assertThat(Files.getLastModifiedTime(trained.cache())).isEqualTo(written);
    assertThat(files()).containsExactlyInAnyOrder("drover-core.jar", "lock", "start.aot");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root())) {
      return all.filter(Files::isRegularFile).map(p -> p.getFileName().toString()).toList();
    }
  }

  @Test
  void twoThatTrainAtOnceDoNotDisturbOneAnother() throws Exception {
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<Boolean> one = both.submit(() -> cache().train(work("one")));
      Future<Boolean> two = both.submit(() -> cache().train(work("two")));
      assertThat(one.get() || two.get()).isTrue();
    }
    assertThat(cache().find(List.of())).isPresent();
  }

  /** As if it had been trained. */
  private AotCache filled() throws Exception {
    AotCache cache = cache();
    Path key = Files.createDirectories(root().resolve(CacheKey.of(OwnClasses.in(folder))));
    Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwx------"));
    Files.createFile(key.resolve("drover-core.jar"));
    Files.createFile(key.resolve("start.aot"));
    return cache;
  }

  @Test
  void anArgumentThatChangesHowClassesAreFoundForbidsTheCache() throws Exception {
    AotCache cache = filled();
    assertThat(cache.find(List.of("-Dmine=1", "-Xss2m", "-XX:MaxMetaspaceSize=64m"))).isPresent();
    for (String other : List.of("-XX:+UseZGC", "--add-opens=java.base/java.lang=ALL-UNNAMED", "-javaagent:a.jar",
        "-Djava.system.class.loader=Mine", "-ea", "-Xshare:off")) {
      assertThat(cache.find(List.of(other))).as(other).isEmpty();
    }
  }

  @Test
  void aCacheThatIsDistrustedIsRemovedAndNotUsedAgain() throws Exception {
    AotCache cache = filled();
    cache.distrust();
    assertThat(cache.find(List.of())).isEmpty();
    assertThat(cache().find(List.of())).isEmpty();
  }

  @Test
  void aFolderThatOthersCanWriteToIsNotUsed() throws Exception {
    AotCache cache = filled();
    assertThat(cache.find(List.of())).isPresent();
    Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(cache.find(List.of())).isEmpty();
    assertThatThrownBy(() -> cache.train(work("again")))
        .isInstanceOf(IOException.class)
        .hasMessage(root() + " is not private to this user");
  }

  @Test
  void otherClassesHaveAnotherCache() throws Exception {
    Path jar = folder.resolve("a.jar");
    Files.writeString(jar, "one");
    AotCache one = AotCache.in(root(), jar).orElseThrow();
    Files.writeString(jar, "two");
    assertThat(AotCache.in(root(), jar).orElseThrow().path()).isNotEqualTo(one.path());
  }

  @Test
  void aRunThatFailsSaysWhyAndLeavesNoCache() throws Exception {
    Path jar = folder.resolve("broken.jar");
    Files.writeString(jar, "no jar at all");
    AotCache broken = AotCache.in(root(), jar).orElseThrow();
    assertThatThrownBy(() -> broken.train(work("run")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the training run ended with status 1: Error: ");
    assertThat(broken.find(List.of())).isEmpty();
  }

  @Test
  void anInterruptEndsTheRun() throws Exception {
    AotCache cache = cache();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> cache.train(work("run"))).isInstanceOf(InterruptedException.class);
    assertThat(cache.find(List.of())).isEmpty();
  }

  @Test
  void cachesOfLongAgoGoAndThoseInUseStay() throws Exception {
    AotCache ours = filled();
    for (int i = 0; i < 8; i++) {
      Path old = Files.createDirectories(root().resolve("old-" + i));
      Files.createFile(old.resolve("start.aot"));
      Duration age = i < 6 ? Duration.ofDays(30 + i) : Duration.ofHours(i);
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(age)));
    }
    ours.touch();
    new Attic(root()).clear();
    try (Stream<Path> left = Files.list(root())) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder(CacheKey.of(OwnClasses.in(folder)), "old-6", "old-7", "old-0");
    }
  }

  /** The JVM's own part of the bargain, on which we rely. */
  @Test
  void aFileThatWasCutOffIsNoReasonToFail() throws Exception {
    assertThat(cache().train(work("run"))).isTrue();
    AotCache.Trained trained = cache().find(List.of()).orElseThrow();
    try (FileChannel file = FileChannel.open(trained.cache(), StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }
    Process java = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:AOTCache=" + trained.cache(), "-Xlog:disable", "-version").redirectErrorStream(true).start();
    assertThat(new String(java.getInputStream().readAllBytes(), UTF_8)).contains("Runtime");
    assertThat(java.waitFor()).isZero();
  }
}
