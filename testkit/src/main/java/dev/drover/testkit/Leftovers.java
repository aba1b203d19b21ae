package dev.drover.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is there of pools in this process and outside of it. */
final class Leftovers {
  /** Shared by all pools of a process; they end by themselves when nobody needs them, or are daemons for good. */
  private static final Set<String> SHARED = Set.of("drover-ticker", "drover-cleaner", "drover-keeper", "drover-shared");

  private Leftovers() {}

  static List<String> find() {
    return Stream.of(children(), threads(), folders()).flatMap(s -> s).toList();
  }

  private static Stream<String> children() {
    return ProcessHandle.current().descendants()
        .map(p -> "process %d (%s)".formatted(p.pid(), p.info().commandLine().orElse("?")));
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("drover-") && !SHARED.contains(t.getName()))
        .map(t -> "thread " + t.getName());
  }

  private static Stream<String> folders() {
    String prefix = ProcessHandle.current().pid() + "-";
    return bases()
        .filter(Files::isDirectory)
        .flatMap(base -> list(base, "drover-*"))
        .flatMap(own -> Stream.of(own, own.resolve("shared"), own.resolve("sockets")))
        .flatMap(own -> list(own, prefix + "*"))
        .map(f -> "folder " + f);
  }

  private static Stream<Path> bases() {
    return Stream.concat(
        Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).map(Path::of).stream(),
        Stream.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))).distinct();
  }

  /** Folders of others can't be read; then there is nothing of ours in them. */
  private static Stream<Path> list(Path folder, String glob) {
    try (var found = Files.newDirectoryStream(folder, glob)) {
      List<Path> all = new java.util.ArrayList<>();
      found.forEach(all::add);
      return all.stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
