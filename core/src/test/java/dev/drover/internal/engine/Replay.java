package dev.drover.internal.engine;

import dev.drover.internal.engine.Strategy.Limits;
import dev.drover.internal.host.ThreadTimes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A machine with a virtual clock that runs a recorded workload as its plan says. Those items that compute share the cores evenly, those
 * that wait need none; handing an item to another thread costs {@link #HAND_OVER}. It has no threads and takes no time.
 */
final class Replay {
  static final long HAND_OVER = 5_000;

  private final Workload workload;
  private final int cores;
  private final List<Active> active = new ArrayList<>();
  private final List<String> plans = new ArrayList<>();
  private double now;

  /** An item on its way: first on a core, then waiting. */
  private static final class Active {
    final Workload.Item item;
    final double since;
    double computing;
    double waiting;

    Active(Workload.Item item, double since, long handOver) {
      this.item = item;
      this.since = since;
      this.computing = item.computing() + handOver;
      this.waiting = item.waiting();
    }
  }

  Replay(Workload workload, int cores) {
    this.workload = workload;
    this.cores = cores;
  }

  /** Nanoseconds for everything with so many items at a time. */
  double fixed(int atATime) {
    Iterator<Workload.Item> rest = workload.items().iterator();
    while (rest.hasNext() || !active.isEmpty()) {
      while (rest.hasNext() && active.size() < atATime) {
        begin(rest.next(), atATime > 1);
      }
      step();
    }
    return now;
  }

  /** Nanoseconds for everything under a pilot that begins with what a site knows. */
  double steered(Site site, Limits limits) {
    List<Workload.Item> items = workload.items();
    Pilot pilot = Pilot.of(site, site.known(), limits, items.size(), 0);
    plans.add(pilot.plan().text());
    int next = 0;
    while (next < items.size() || !active.isEmpty()) {
      while (next < items.size() && active.size() < pilot.plan().atATime()) {
        begin(items.get(next++), pilot.shares());
      }
      for (Active ended : step()) {
        tell(pilot, ended, items.size() - next);
      }
    }
    pilot.ended();
    return now;
  }

  List<String> plans() {
    return plans;
  }

  private void begin(Workload.Item item, boolean handedOver) {
    active.add(new Active(item, now, handedOver ? HAND_OVER : 0));
  }

  private void tell(Pilot pilot, Active ended, int left) {
    long took = Math.max(1, Math.round(now - ended.since));
    if (pilot.asksForWaits()) {
      pilot.waited(new ThreadTimes.Span(ended.item.waiting(), ended.item.waiting() + ended.item.computing()));
    }
    if (pilot.settled(1, took, took, left, left, Math.round(now))) {
      plans.add(pilot.plan().text());
    }
  }

  /** Until the next item ends; gives those that have. */
  private List<Active> step() {
    while (true) {
      long computing = active.stream().filter(a -> a.computing > 0).count();
      double share = computing == 0 ? 1 : Math.min(1, (double) cores / computing);
      double passes = active.stream()
          .mapToDouble(a -> a.computing > 0 ? a.computing / share : a.waiting)
          .min()
          .orElseThrow();
      now += passes;
      List<Active> ended = new ArrayList<>();
      for (Active a : active) {
        if (pass(a, passes, share)) {
          ended.add(a);
        }
      }
      active.removeAll(ended);
      if (!ended.isEmpty()) {
        return ended;
      }
    }
  }

  /** Gives true if that ends it. */
  private static boolean pass(Active a, double passes, double share) {
    if (a.computing > 0) {
      double left = a.computing - passes * share;
      a.computing = left < 1e-3 ? 0 : left;
      return a.computing == 0 && a.waiting == 0;
    }
    a.waiting = Math.max(0, a.waiting - passes);
    return a.waiting < 1e-3;
  }

  /** The best of the choices that a user has: a loop, as many threads as cores, very many at a time. */
  static double best(Workload workload, int cores, int most) {
    return List.of(1, cores, most).stream()
        .mapToDouble(n -> new Replay(workload, cores).fixed(n))
        .min()
        .orElseThrow();
  }

  /** A first call, then one that knows what the first has learnt. */
  static List<Replay> twice(Workload workload, int cores, Limits limits, List<Double> times) {
    Site site = Site.unknown();
    Replay first = new Replay(workload, cores);
    Replay second = new Replay(workload, cores);
    times.add(first.steered(site, limits));
    times.add(second.steered(site, limits));
    return List.of(first, second);
  }
}
