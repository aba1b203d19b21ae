package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.internal.engine.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The memory that an item takes in the calling process while it waits. Inputs of a map wait in the caller's own list
 * and take none.
 */
final class QueuedItem implements Experiment {
  private static final int ITEMS = 200_000;

  @Override
  public String name() {
    return "queued-item";
  }

  @Override
  public String what() {
    return "heap that an item takes while it waits";
  }

  @Override
  public Unit unit() {
    return Unit.BYTES;
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    int items = scale.of(ITEMS);
    return List.of(
        Contender.drover("submitted task", new Bar.None(), () -> new Once(() -> inPool(() -> Pool.threads(1), items))),
        Contender.drover("item to be tried again", new Bar.None(), 
            () -> new Once(() -> Simulation.bytesPerWaitingItem(items))),
        Contender.peer("java thread pool", () -> new Once(() -> inPool(() -> Executors.newFixedThreadPool(1), items))));
  }

  private static double inPool(Supplier<ExecutorService> opener, int items) {
    CountDownLatch held = new CountDownLatch(1);
    try (ExecutorService pool = opener.get()) {
      try {
        Future<Integer> first = pool.submit(() -> await(held));
        List<Future<Integer>> futures = new ArrayList<>(items);
        long before = Heap.live();
        for (int i = 0; i < items; i++) {
          futures.add(pool.submit(() -> 1));
        }
        return perItem(before, futures, first);
      } finally {
        held.countDown();
      }
    }
  }

  private static double perItem(long before, List<Future<Integer>> waiting, Future<?> first) {
    double bytes = (Heap.live() - before) / (double) waiting.size();
    Check.same(false, first.isDone());
    return bytes;
  }

  private static int await(CountDownLatch held) throws InterruptedException {
    held.await();
    return 0;
  }
}
