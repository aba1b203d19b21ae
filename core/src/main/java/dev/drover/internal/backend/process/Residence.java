package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.internal.host.ProcessStat;
import dev.drover.internal.ipc.memory.StatusBlock.Running;
import dev.drover.task.ByteSize;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Upkeep;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks at the memory that workers have resident together with what they have started. Watchdog thread only.
 */
/*
 * The resident set is cheap to read, but pages that processes share (a JVM's archive of classes, the C library) count
 * several times in the sum. The proportional set counts them once, and costs a walk over all pages. So the sum of the
 * resident sets is sampled, and only when it is over the limit the proportional ones decide: they are never more.
 */
final class Residence {
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Optional<ByteSize> limit;
  private final boolean needed;
  private long next = System.nanoTime();

  Residence(Upkeep upkeep) {
    this.limit = upkeep.residentLimit();
    this.needed = (limit.isPresent() || upkeep.recycleGrowth().isPresent()) && ProcessStat.isThere();
  }

  boolean isNeeded() {
    return needed;
  }

  void look(Site site, Collection<Worker> workers, long now) {
    if (needed && now - next >= 0 && !workers.isEmpty()) {
      ProcessTree tree = ProcessTree.look();
      workers.forEach(worker -> look(site, worker, tree));
      next = System.nanoTime() + LOOK_EVERY_NANOS;
    }
  }

  private void look(Site site, Worker worker, ProcessTree tree) {
    Optional<Long> pid = worker.process().map(WorkerProcess::pid);
    if (pid.isEmpty() || worker.wasKilled()) {
      return;
    }
    List<Long> family = tree.of(pid.get());
    long resident = tree.resident(family);
    if (grew(worker, resident)) {
      worker.slot().worn();
    }
    if (limit.isPresent() && resident > limit.get().bytes()) {
      long exact = tree.proportional(family);
      if (exact > limit.get().bytes()) {
        over(site, worker, pid.get(), overText(exact, limit.get(), family.size()));
      }
    }
  }

  private static boolean grew(Worker worker, long resident) {
    ReentrantLock lock = worker.slot().lock();
    lock.lock();
    try {
      boolean before = worker.isWorn();
      worker.wear().resident(resident);
      return !before && worker.isWorn();
    } finally {
      lock.unlock();
    }
  }

  private static String overText(long bytes, ByteSize limit, int processes) {
    return "resident limit of the process tree: %d MiB in %d %s, and %s are allowed".formatted(
        bytes >> 20, processes, processes == 1 ? "process" : "processes", limit);
  }

  /**
   * The running item is to blame, and the checkup that follows climbs its ladder; if there is none, what an earlier one
   * has left behind is, and nobody fails.
   */
  private static void over(Site site, Worker worker, long pid, String detail) {
    Optional<Running> running;
    ReentrantLock lock = worker.slot().lock();
    lock.lock();
    try {
      running = worker.running().filter(r -> worker.hands().isOpen(r.batch(), r.item()));
      worker.ladder(running.map(r -> Ladder.doomed(
          r, e -> new Failure.OutOfMemory(Failure.OutOfMemory.Limit.RESIDENT, detail, e))));
    } finally {
      lock.unlock();
    }
    if (worker.isStarting()) {
      worker.beginning().failed(new Failure.OutOfMemory(
          Failure.OutOfMemory.Limit.RESIDENT, detail + ", before its first item", Evidence.ofWorker(pid)));
    }
    if (running.isEmpty()) {
      site.tell(new Event.Warning("worker process %d was killed while no item ran: %s".formatted(pid, detail)));
      worker.giveUp();
    }
  }
}
