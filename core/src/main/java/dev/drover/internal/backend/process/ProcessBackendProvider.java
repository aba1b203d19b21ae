package dev.drover.internal.backend.process;

import dev.drover.internal.host.Nesting;
import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendProvider;
import dev.drover.spi.Depot;
import dev.drover.spi.Finding;
import dev.drover.task.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes backends of worker processes. */
public final class ProcessBackendProvider implements BackendProvider {
  static final String NAME = "processes";

  /** For {@link java.util.ServiceLoader}. */
  public ProcessBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open(BackendContext context) {
    Nesting.ofThisProcess().requireRoomBelow();
    return new ProcessBackend(context);
  }

  @Override
  public List<Finding> examine(PoolOptions options) {
    return new Examination(options).findings();
  }

  @Override
  public Optional<Depot> keepReady(int most, Duration patience) {
    Nesting.ofThisProcess().requireRoomBelow();
    return Optional.of(ProcessDepot.open(most, patience));
  }

  @Override
  public Optional<Finding> train() {
    return Optional.of(new Training().run());
  }
}
