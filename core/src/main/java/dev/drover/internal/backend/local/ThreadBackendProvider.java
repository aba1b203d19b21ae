package dev.drover.internal.backend.local;

import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendProvider;

/** Platform threads; and virtual ones besides, where more batches than there are slots may run since their items wait. */
public final class ThreadBackendProvider implements BackendProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ThreadBackendProvider() {}

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public Backend open(BackendContext context) {
    String pool = context.options().name();
    return new LocalBackend(
        name(),
        context,
        Thread.ofPlatform().daemon().name(pool + "-thread-", 1).factory(),
        Thread.ofVirtual().name(pool + "-waiting-", 1).factory());
  }
}
