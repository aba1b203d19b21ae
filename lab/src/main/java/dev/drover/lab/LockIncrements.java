package dev.drover.lab;

import dev.drover.ChildProcess;
import dev.drover.shared.SharedBoolean;
import dev.drover.shared.SharedLong;
import dev.drover.shared.SharedLongs;
import dev.drover.sync.SharedBarrier;
import dev.drover.sync.SharedLock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A plain increment in shared memory under a lock between processes: by one of them, or by two at a time. */
record LockIncrements(String name, int processes, int barNanos) implements Experiment {
  private static final int FULL = 1_000_000;

  static LockIncrements uncontended() {
    return new LockIncrements("lock-uncontended", 1, 25);
  }

  static LockIncrements contended() {
    return new LockIncrements("lock-contended", 2, 200);
  }

  @Override
  public String what() {
    return "one increment under a lock between processes, %d of them at it".formatted(processes);
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
    int each = items(scale) / processes;
    return List.of(
        Contender.drover("SharedLock", new Bar.AtMostEach(barNanos), () -> locked(each)),
        Contender.drover("SharedLong", new Bar.None(), () -> atomic(each)),
        Contender.peer("java ReentrantLock, threads", () -> threads(each)),
        Contender.python(
            python, "Lock", Idle.NONE, "shared.py", "lock", String.valueOf(processes), String.valueOf(each)));
  }

  private Probe locked(int each) {
    SharedLock lock = SharedLock.create();
    SharedLongs count = SharedLongs.allocate(1);
    Together together = Together.start(processes, () -> increment(lock, count, each));
    return new JavaProbe(() -> {
      together.close();
      lock.close();
      count.close();
    }, together::run, Idle.NONE);
  }

  /** The same for each kind of lock: one method for both would be compiled for both. */
  private static void increment(SharedLock lock, SharedLongs count, int times) {
    for (int i = 0; i < times; i++) {
      lock.lock();
      try {
        count.set(0, count.get(0) + 1);
      } finally {
        lock.unlock();
      }
    }
  }

  private static void increment(ReentrantLock lock, SharedLongs count, int times) {
    for (int i = 0; i < times; i++) {
      lock.lock();
      try {
        count.set(0, count.get(0) + 1);
      } finally {
        lock.unlock();
      }
    }
  }

  private Probe atomic(int each) {
    SharedLong count = SharedLong.of(0);
    Together together = Together.start(processes, () -> {
      for (int i = 0; i < each; i++) {
        long _ = count.incrementAndGet();
      }
    });
    return new JavaProbe(() -> {
      together.close();
      count.close();
    }, together::run, Idle.NONE);
  }

  private Probe threads(int each) {
    ReentrantLock lock = new ReentrantLock();
    SharedLongs count = SharedLongs.allocate(1);
    return new JavaProbe(count::close, () -> {
      List<Thread> others = java.util.stream.IntStream.range(1, processes)
          .mapToObj(_ -> Thread.ofPlatform().start(() -> increment(lock, count, each)))
          .toList();
      increment(lock, count, each);
      for (Thread other : others) {
        other.join();
      }
    }, Idle.NONE);
  }

  /** Something that can travel to a child. */
  interface Part extends Runnable, java.io.Serializable {}

  /** This process and its children, which do their parts of each round together. */
  private record Together(
      Part part, SharedBarrier begin, SharedBarrier end, SharedBoolean over, List<? extends ChildProcess<?>> children) {
    static Together start(int processes, Part part) {
      SharedBarrier begin = SharedBarrier.of(processes);
      SharedBarrier end = SharedBarrier.of(processes);
      SharedBoolean over = SharedBoolean.of(false);
      List<? extends ChildProcess<?>> children = java.util.stream.IntStream.range(1, processes)
          .mapToObj(_ -> ChildProcess.start(() -> {
            begin.await();
            while (!over.get()) {
              part.run();
              end.await();
              begin.await();
            }
          }))
          .toList();
      return new Together(part, begin, end, over, children);
    }

    void run() throws Exception {
      begin.await();
      part.run();
      end.await();
    }

    void close() {
      over.set(true);
      begin.abort();
      children.forEach(ChildProcess::kill);
      children.forEach(ChildProcess::close);
      begin.close();
      end.close();
      over.close();
    }
  }
}
