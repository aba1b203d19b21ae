package dev.drover.internal.backend.process;

import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendStats;
import dev.drover.spi.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Runs batches in worker processes, one for each slot. */
final class ProcessBackend implements Backend {
  /** A hand-over wakes some four threads in two processes: 50 us where all is warm, half a millisecond where nothing is. */
  private static final long WORTH_NANOS = 500_000;

  private final BackendContext context;
  private final Site site;
  private final Slots slots;

  ProcessBackend(BackendContext context) {
    this.context = context;
    this.site = Site.of(context);
    this.slots = new Slots(site, context.slots(), context.options().upkeep().minWorkers());
  }

  @Override
  public String name() {
    return ProcessBackendProvider.NAME;
  }

  @Override
  public int slots() {
    return context.slots();
  }

  @Override
  public long worthNanos() {
    return WORTH_NANOS;
  }

  @Override
  public void demand(int waiting) {
    slots.demand(waiting);
  }

  @Override
  public void wake() {
    slots.present().forEach(Slot::wake);
  }

  @Override
  public void stop(Work work, LongPredicate which, String reason) {
    boolean any = false;
    for (Slot slot : slots.present()) {
      any |= slot.stop(work, which, reason);
    }
    if (any) {
      site.watchdog().wake();
    }
  }

  @Override
  public void interrupt(Work work, LongPredicate which) {
    slots.present().forEach(slot -> slot.interrupt(work, which));
  }

  @Override
  public void recall(Work work) {
    slots.present().forEach(slot -> slot.recall(work));
    site.watchdog().wake();
  }

  @Override
  public void ended(Work work) {
    site.functions().ended(work);
  }

  @Override
  public List<Running> running() {
    return slots.present().stream()
        .flatMap(slot -> slot.running().stream())
        .sorted(Comparator.comparingLong(Running::sinceNanos))
        .toList();
  }

  @Override
  public BackendStats stats() {
    List<Slot> present = slots.present();
    List<Long> pids = new ArrayList<>(present.stream().flatMap(slot -> slot.pids().stream()).toList());
    pids.addAll(site.spares().pids());
    return new BackendStats(
        context.slots(), present.size(), site.tally().starts(), site.tally().deaths(),
        site.tally().threadsLeftBehind(), pids);
  }

  @Override
  public void close() {
    Optional<List<Slot>> all = slots.close();
    if (all.isEmpty()) {
      return;
    }
    site.sessions().gather();
    all.get().forEach(Slot::closing);
    boolean interrupted = joinAll(all.get());
    site.heaps().close();
    site.classes().close();
    site.home().release();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** An interrupt makes it short, but not incomplete. */
  private boolean joinAll(List<Slot> all) {
    boolean interrupted = false;
    while (true) {
      try {
        for (Slot slot : all) {
          slot.join();
        }
        site.sessions().sweep();
        site.spares().close();
        site.errands().close();
        site.watchdog().end();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        all.forEach(Slot::kill);
      }
    }
  }
}
