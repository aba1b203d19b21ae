package dev.drover.internal.backend.local;

import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendProvider;

/** Platform threads. */
public final class ThreadBackendProvider implements BackendProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ThreadBackendProvider() {}

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public Backend open(BackendContext context) {
    String prefix = context.options().name() + "-thread-";
    return new LocalBackend(
        name(), context.slots(), context, Thread.ofPlatform().daemon().name(prefix, 1).factory());
  }
}
