package dev.drover.internal.backend.local;

import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendProvider;

/** The calling thread. */
public final class InlineBackendProvider implements BackendProvider {
  /** For {@link java.util.ServiceLoader}. */
  public InlineBackendProvider() {}

  @Override
  public String name() {
    return "inline";
  }

  @Override
  public Backend open(BackendContext context) {
    Invocation invocation = context.options().encodeInline() ? new EncodedInvocation() : Invocation.DIRECT;
    return new LocalBackend(name(), 0, context, Thread.ofPlatform().factory(), invocation);
  }
}
