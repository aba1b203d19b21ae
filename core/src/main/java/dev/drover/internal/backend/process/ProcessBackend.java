package dev.drover.internal.backend.process;

import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendStats;
import dev.drover.spi.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/** Runs batches in worker processes, one for each slot. */
final class ProcessBackend implements Backend {
  private final BackendContext context;
  private final Site site;
  private final List<Slot> slots = new ArrayList<>();
  private boolean closed;

  ProcessBackend(BackendContext context) {
    this.context = context;
    this.site = Site.of(context);
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
  public void demand(int waiting) {
    List<Slot> all;
    synchronized (slots) {
      long idle = slots.stream().filter(Slot::isIdle).count();
      for (long i = idle; i < waiting && slots.size() < context.slots() && !closed; i++) {
        Slot slot = new Slot(site, slots.size() + 1);
        slots.add(slot);
        slot.start();
      }
      all = List.copyOf(slots);
    }
    all.forEach(Slot::signal);
  }

  private List<Slot> snapshot() {
    synchronized (slots) {
      return List.copyOf(slots);
    }
  }

  @Override
  public void stop(Work work, LongPredicate which, String reason) {
    boolean any = false;
    for (Slot slot : snapshot()) {
      any |= slot.stop(work, which, reason);
    }
    if (any) {
      site.watchdog().wake();
    }
  }

  @Override
  public void recall(Work work) {
    snapshot().forEach(slot -> slot.recall(work));
    site.watchdog().wake();
  }

  @Override
  public void ended(Work work) {
    site.functions().ended(work);
  }

  @Override
  public List<Running> running() {
    return snapshot().stream()
        .flatMap(slot -> slot.running().stream())
        .sorted(Comparator.comparingLong(Running::sinceNanos))
        .toList();
  }

  @Override
  public BackendStats stats() {
    List<Long> pids = snapshot().stream().flatMap(slot -> slot.pids().stream()).toList();
    return new BackendStats(
        context.slots(), snapshot().size(), site.tally().starts(), site.tally().deaths(),
        site.tally().threadsLeftBehind(), pids);
  }

  @Override
  public void close() {
    synchronized (slots) {
      if (closed) {
        return;
      }
      closed = true;
    }
    List<Slot> all = snapshot();
    all.forEach(Slot::closing);
    boolean interrupted = joinAll(all);
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
        site.watchdog().end();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        all.forEach(Slot::kill);
      }
    }
  }
}
