package dev.drover.lab;

import dev.drover.ChildProcess;
import dev.drover.shared.SharedQueue;
import dev.drover.sync.SharedSemaphore;
import java.util.List;

/** Numbers that one process puts into a queue and another one takes. */
record QueueItems() implements Experiment {
  private static final int FULL = 100_000;
  private static final int CAPACITY = 10_000;
  private static final int BAR_NANOS = 200;

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public String what() {
    return "ints through a queue from another process";
  }

  @Override
  public Unit unit() {
    return Unit.TIME_PER_ITEM;
  }

  @Override
  public int items(Scale scale) {
    return scale.of(FULL);
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    int items = items(scale);
    return List.of(
        Contender.drover("SharedQueue", new Bar.AtMostEach(BAR_NANOS), () -> queue(items)),
        Contender.python(python, "Queue", Idle.NONE, "shared.py", "queue", "1", String.valueOf(items)),
        Contender.python(python, "SimpleQueue", Idle.NONE, "shared.py", "simple", "1", String.valueOf(items)));
  }

  private static Probe queue(int items) {
    SharedQueue<Integer> queue = SharedQueue.of(CAPACITY);
    SharedSemaphore asked = SharedSemaphore.of(0);
    ChildProcess<?> child = ChildProcess.start(() -> {
      while (true) {
        asked.acquire();
        for (int i = 0; i < items; i++) {
          queue.put(i);
        }
      }
    });
    return new JavaProbe(() -> {
      child.kill();
      child.close();
      queue.close();
      queue.clear();
      asked.close();
    }, () -> {
      asked.release();
      for (int i = 0; i < items; i++) {
        Check.same(i, queue.take());
      }
    }, Idle.NONE);
  }
}
