package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.internal.ipc.memory.StatusBlock.Running;
import dev.drover.internal.ipc.wire.Printed;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Thrown;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The end of a worker: who is to blame, what becomes of what it had in hand, and what is left to remove. */
/*
 * Everything that the worker had sent has been read by now. Of what it had in hand, the item that its status block names as
 * running gets the verdict; all others are given back. If no item was running nobody is to blame; but a worker that dies
 * again and again without having done anything counts as one that can't be started.
 */
final class Burial {
  private static final int SIGKILL = 9;

  private static final long EXIT_WITHIN_MILLIS = 2000;

  private final Site site;
  private final Worker worker;
  private final ReentrantLock lock;

  Burial(Site site, Worker worker) {
    this.site = site;
    this.worker = worker;
    this.lock = worker.slot().lock();
  }

  void bury(Optional<Failure> broken) {
    Optional<WorkerProcess> process = worker.process();
    if (process.isPresent()) {
      broken.filter(_ -> worker.isStarting()).ifPresent(why -> {
        worker.beginning().failed(why);
        worker.kill();
      });
      buryProcess(process.get());
    } else {
      broken.filter(_ -> !worker.wasKilled()).ifPresent(site.starts()::failed);
      end(false);
    }
  }

  private void buryProcess(WorkerProcess process) {
    int exitValue = process.end(EXIT_WITHIN_MILLIS);
    long pid = process.pid();
    Optional<Path> report = process.errorFile().map(f -> KeptReports.ofUser().keep(f, pid));
    Verdict verdict = new Verdict(exitValue, process.status().ending(), process.hooksDone(), report);
    Printed rest = rest(process);
    Evidence evidence = Evidence.ofWorker(pid).lastOutput(Tail.of(process, rest));
    deliver(process, rest);
    String reason = worker.beginning().failure().map(Failure::summary).orElseGet(() -> reason(verdict));
    site.sessions().ended(pid);
    boolean atWork = judge(verdict, evidence);
    end(atWork);
    site.tell(new Event.WorkerStopped(worker.slot().number(), pid, reason));
  }

  /** Why it was replaced, if it ended when it was told to. */
  private String reason(Verdict verdict) {
    lock.lock();
    try {
      Optional<String> worn = worker.wear().reason(System.nanoTime()).filter(_ -> worker.isRetiring());
      return worn.map(why -> "recycled: " + why).orElseGet(verdict::reason);
    } finally {
      lock.unlock();
    }
  }

  /** What the running item had printed, or everything if none was. */
  private static Printed rest(WorkerProcess process) {
    Optional<Running> running = process.status().running();
    return process.printedSince(running.map(Running::out).orElse(0L), running.map(Running::err).orElse(0L));
  }

  private void deliver(WorkerProcess process, Printed rest) {
    process.status().running().flatMap(this::index).ifPresent(i -> site.printer().print(process, i, rest));
  }

  private Optional<Long> index(Running running) {
    lock.lock();
    try {
      return worker.hands()
          .find(running.batch())
          .filter(b -> b.isOpen(running.item()))
          .map(b -> b.batch().index(running.item()));
    } finally {
      lock.unlock();
    }
  }

  /** Reports what is left; true if there was anything. */
  private boolean judge(Verdict verdict, Evidence evidence) {
    lock.lock();
    try {
      boolean atWork = !worker.hands().isEmpty();
      boolean blamed = worker.running().filter(r -> blame(r, verdict, evidence)).isPresent();
      boolean barren = !blamed && !worker.beginning().isUseful() && !worker.wasKilled() && !worker.isRetiring();
      boolean unfit = worker.beginning().failure().isPresent();
      if (!worker.isRetiring()) {
        site.tally().died();
      }
      if (barren || unfit) {
        tell(verdict, startFailure(verdict, evidence));
      }
      worker.hands().returnAll();
      return atWork;
    } finally {
      lock.unlock();
    }
  }

  private Failure cause(Verdict verdict, Evidence evidence) {
    Failure failure = verdict.failure(evidence);
    boolean byKernel = failure instanceof Failure.Crashed c
        && c.signal() == SIGKILL
        && worker.process().filter(WorkerProcess::sawKernelKill).isPresent();
    return byKernel
        ? new Failure.OutOfMemory(
            Failure.OutOfMemory.Limit.MACHINE,
            "the kernel killed the worker process, since there was no memory left",
            evidence)
        : failure;
  }

  private void tell(Verdict verdict, Failure why) {
    // An initialiser may freeze its own process each time, which costs seconds.
    boolean mayBeKill = worker.beginning().failure().isEmpty() && !worker.wasFrozen();
    if (mayBeKill && verdict.failure(Evidence.none()) instanceof Failure.Crashed c && c.killedFromOutside()) {
      site.starts().killed(why);
    } else {
      site.starts().failed(why);
    }
  }

  private boolean blame(Running running, Verdict verdict, Evidence evidence) {
    Optional<InHand> batch = worker.hands().find(running.batch()).filter(b -> b.isOpen(running.item()));
    Optional<Ladder> stopped = worker.ladder().filter(l -> l.isFor(running));
    Evidence timed = evidence.nanos(System.nanoTime() - worker.toOwnClock(running.start()));
    batch.ifPresent(b -> b.failed(
        running.item(), stopped.map(l -> l.failure(timed)).orElseGet(() -> cause(verdict, timed))));
    return batch.isPresent();
  }

  private Failure startFailure(Verdict verdict, Evidence evidence) {
    return worker.beginning().failure().orElseGet(() -> failure(message(verdict, evidence.lastOutput()), null).with(evidence));
  }

  private String message(Verdict verdict, List<String> lastLines) {
    String when = worker.initialisingSince() != 0
        ? "died while it ran onWorkerStart"
        : worker.isStarting() ? "could not be started" : "died before it had run anything";
    String cause = worker.wasFrozen() ? "it was frozen by a signal" : verdict.failure(Evidence.none()).summary();
    String last = lastLines.isEmpty() ? "it printed nothing" : "its last lines: " + String.join(" | ", lastLines);
    return "worker process %s: %s; %s; check jvmArgs, memory and the class path"
        .formatted(when, cause, last);
  }

  static Failure failure(String message, @org.jspecify.annotations.Nullable Throwable cause) {
    return new Failure.Threw(Thrown.of(new IllegalStateException(message, cause)), Evidence.none());
  }

  private void end(boolean atWork) {
    lock.lock();
    try {
      worker.hands().returnAll();
      worker.buried();
    } finally {
      lock.unlock();
    }
    worker.slot().gone(worker, atWork);
  }
}
