package dev.drover.internal.backend.process;

import dev.drover.internal.start.AotCache;
import dev.drover.internal.start.OwnClasses;
import dev.drover.spi.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Trains the start of workers while somebody waits. */
final class Training {
  private static final String WHAT = "start";

  Finding run() {
    try {
      return in(RunDirectory.acquire());
    } catch (UncheckedIOException e) {
      return Finding.bad(WHAT, Texts.message(Objects.requireNonNullElse(e.getCause(), e)));
    }
  }

  private static Finding in(RunDirectory directory) {
    try {
      Optional<AotCache> cache = cache(directory.path());
      return cache.isPresent() ? train(cache.get(), directory.path().resolve("rehearsal")) : untrained();
    } catch (IOException e) {
      return Finding.bad(WHAT, "workers start without a cache: " + Texts.message(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.bad(WHAT, "interrupted while it was trained");
    } finally {
      directory.release();
    }
  }

  private static Finding train(AotCache cache, Path work) throws IOException, InterruptedException {
    if (cache.find(List.of()).isEmpty()) {
      Files.createDirectories(work);
      cache.train(work);
    }
    return describe(cache);
  }

  /** What is there, for who looks. */
  static Finding look(Path folder) {
    try {
      return cache(folder).map(Training::describe).orElseGet(Training::untrained);
    } catch (IOException e) {
      return Finding.bad("own classes", Texts.message(e));
    }
  }

  private static Optional<AotCache> cache(Path folder) throws IOException {
    return AotCache.of(OwnClasses.in(folder));
  }

  private static Finding describe(AotCache cache) {
    return Finding.good(WHAT, cache.find(List.of()).isPresent()
        ? "trained: workers start from " + cache.path()
        : "not trained yet; 'drover train' does it now, a run of more than 5 s beside its work");
  }

  private static Finding untrained() {
    return Finding.good(WHAT, "not trained: no folder for caches, or none is wanted");
  }
}
