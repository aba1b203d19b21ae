package dev.drover;

import dev.drover.task.PoolOptions;
import java.util.HashMap;
import java.util.Map;

/** The pools of {@link Parallel}: one for each backend and number of jobs, warm from its first use on. */
final class SharedPools {
  private record Key(String backend, int jobs) {}

  private static final Map<Key, Pool> POOLS = new HashMap<>();

  private SharedPools() {}

  static synchronized Pool get(String backend, int jobs) {
    Key key = new Key(backend, jobs);
    Pool pool = POOLS.get(key);
    if (pool == null || pool.isShutdown()) {
      pool = Pool.open(backend, PoolOptions.defaultOptions().name("drover-shared").workers(jobs));
      POOLS.put(key, pool);
    }
    return pool;
  }

  static void closeAll() {
    Map<Key, Pool> taken;
    synchronized (SharedPools.class) {
      taken = new HashMap<>(POOLS);
      POOLS.clear();
    }
    taken.values().forEach(Pool::close);
  }
}
