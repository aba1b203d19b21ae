package dev.drover;

import dev.drover.task.PoolOptions;

/** Opens pools by the name of their backend. */
final class Pools {
  private Pools() {}

  static Pool open(String backend, PoolOptions options) {
    return EnginePool.open(backend.equals("auto") ? new AutoEngines(options) : new OneEngine(backend, options), options);
  }
}
