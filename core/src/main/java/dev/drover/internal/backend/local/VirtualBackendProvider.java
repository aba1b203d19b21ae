package dev.drover.internal.backend.local;

import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendProvider;

/** Virtual threads: for items that wait for something else than a core. */
public final class VirtualBackendProvider implements BackendProvider {
  /** For {@link java.util.ServiceLoader}. */
  public VirtualBackendProvider() {}

  @Override
  public String name() {
    return "virtual";
  }

  @Override
  public Backend open(BackendContext context) {
    String prefix = context.options().name() + "-virtual-";
    return new LocalBackend(name(), context.slots(), context, Thread.ofVirtual().name(prefix, 1).factory());
  }
}
