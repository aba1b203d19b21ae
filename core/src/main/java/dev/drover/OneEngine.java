package dev.drover;

import dev.drover.internal.engine.Engine;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import java.util.List;

/** A pool with one backend that the user chose. */
final class OneEngine implements Engines {
  private final Engine engine;

  OneEngine(String backend, PoolOptions options) {
    this.engine = Engine.open(backend, options, false);
  }

  @Override
  public Engine of(TaskOptions options) {
    return engine;
  }

  @Override
  public List<Engine> opened() {
    return List.of(engine);
  }

  @Override
  public String explain() {
    return "%s: chosen by the caller, %d workers".formatted(engine.backendName(), engine.backendStats().slots());
  }

  @Override
  public void shutdown() {
    engine.shutdown();
  }

  @Override
  public boolean isShutdown() {
    return engine.isShutdown();
  }
}
