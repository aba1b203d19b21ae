package dev.drover.internal.backend.process;

import dev.drover.internal.start.AotCache;
import dev.drover.internal.start.AotCache.Trained;
import dev.drover.internal.start.OwnClasses;
import dev.drover.internal.start.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the workers of this process start from: our own classes, and the cache that was trained on them. If there is none, one
 * is trained beside the work. Thread-safe.
 */
final class Base implements AutoCloseable {
  private final Path classes;
  private final Optional<AotCache> cache;
  private final Optional<Trainer> trainer;

  private Base(Path classes, Optional<AotCache> cache, Optional<Trainer> trainer) {
    this.classes = classes;
    this.cache = cache;
    this.trainer = trainer;
  }

  /** For a process whose files are in this folder. */
  static Base of(Path folder) throws IOException {
    Path classes = OwnClasses.in(folder);
    Optional<AotCache> cache = AotCache.of(classes);
    cache.ifPresent(AotCache::touch);
    Optional<Trainer> trainer = cache
        .filter(c -> c.find(List.of()).isEmpty())
        .map(c -> Trainer.start(c, folder.resolve("training")));
    return new Base(classes, cache, trainer);
  }

  Path classes() {
    return classes;
  }

  Optional<Trained> trained(List<String> jvmArgs) {
    return cache.flatMap(c -> c.find(jvmArgs));
  }

  /** A worker that started from the cache died of a signal before it had said a word. */
  void distrust() {
    cache.ifPresent(AotCache::distrust);
  }

  @Override
  public void close() {
    trainer.ifPresent(Trainer::close);
  }
}
