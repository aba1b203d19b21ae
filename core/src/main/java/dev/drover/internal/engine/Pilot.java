package dev.drover.internal.engine;

import dev.drover.internal.engine.Strategy.Limits;
import dev.drover.internal.host.ThreadTimes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Steers one call of {@code auto}: gathers what is measured, asks {@link Strategy} for the next plan when that is enough, and
 * tells {@link Site} at the end what the next call should know.
 *
 * <p>Measurements come in windows: one begins with a plan and ends with a decision, so that a plan is judged by what happened
 * under it and work that drifts is noticed. The part of time that items wait is asked of the threads that run them, and only until
 * there is enough of it in a window, since asking costs some ten microseconds.
 *
 * <p>Guarded by the dispatcher's lock, but for {@link #asksForWaits}.
 */
final class Pilot {
  /** Two ticks of a kernel: what is measured over less may be wrong by as much. */
  static final long ENOUGH_WAITS_NANOS = 8_000_000;
  private static final int CHANGES_KEPT = 12;

  private final Site site;
  private final Limits limits;
  private final Deque<Change> changes = new ArrayDeque<>();
  private final boolean remembered;
  private Plan plan;

  // of this window
  private long since;
  private long items;
  private long busyNanos;
  private long waitedNanos;
  private long waitedOfNanos;
  /** Read by slots without the lock. */
  private volatile boolean asks;

  // of the call
  private long allItems;
  private Sample last = new Sample(0, 0, 0, OptionalDouble.empty(), -1, 0);
  private OptionalDouble waiting = OptionalDouble.empty();

  /** A plan, and after how many items at what rate it was made. */
  private record Change(Plan plan, long items, double rate) {
    String text() {
      return items == 0 ? plan.text() : "%s (after %d items, %s/s)".formatted(plan.text(), items, Pilot.rate(rate));
    }
  }

  /** For a call that so many inputs are left of. */
  static Pilot of(Site site, Limits limits, long left, long now) {
    return new Pilot(site, limits, Strategy.first(site.known(), left, limits), now);
  }

  /** For tasks that are submitted, which nobody runs but slots. */
  static Pilot ofSubmitted(Site site, Limits limits, long now) {
    return new Pilot(site, limits, new Plan.Threads(limits.slots()), now);
  }

  private Pilot(Site site, Limits limits, Plan begin, long now) {
    this.site = site;
    this.limits = limits;
    Optional<Site.Known> known = site.known();
    this.plan = begin;
    this.remembered = known.isPresent();
    this.waiting = known.map(Site.Known::waiting).orElse(OptionalDouble.empty());
    this.asks = known.map(k -> k.nanosPerItem() >= Strategy.LEAST_WAITING_NANOS).orElse(true);
    this.since = now;
    changes.add(new Change(plan, 0, 0));
  }

  Plan plan() {
    return plan;
  }

  Limits limits() {
    return limits;
  }

  /** Whether other threads than the caller's take part. */
  boolean shares() {
    return !(plan instanceof Plan.Inline);
  }

  /** Whether it is worth some microseconds to find out how long the next batch waits. */
  boolean asksForWaits() {
    return asks;
  }

  /** A batch waited so long for something else than a core. */
  void waited(ThreadTimes.Span span) {
    waitedNanos += span.waited();
    waitedOfNanos += span.of();
    if (waitedOfNanos >= ENOUGH_WAITS_NANOS) {
      waiting = OptionalDouble.of(Math.clamp((double) waitedNanos / waitedOfNanos, 0, 1));
    }
  }

  /** So many items took so long, and so many are left; gives true if that makes another plan. */
  boolean settled(int count, long nanos, long left, long ready, long now) {
    items += count;
    allItems += count;
    busyNanos += nanos;
    last = new Sample(items, busyNanos, now - since, waitingHere(), left, ready);
    boolean changed = Strategy.isEnough(plan, last) && decide(now);
    asks = waitedOfNanos < ENOUGH_WAITS_NANOS && last.nanosPerItem() >= Strategy.LEAST_WAITING_NANOS;
    return changed;
  }

  private boolean decide(long now) {
    Plan before = plan;
    plan = Strategy.next(before, last, limits);
    boolean changed = !plan.equals(before);
    if (changed) {
      note(new Change(plan, allItems, last.rate()));
    }
    // While the caller is alone each batch asks the same question anew: its window goes on for a while.
    if (changed || shares() || now - since >= ENOUGH_WAITS_NANOS) {
      begin(now);
    }
    return changed;
  }

  /** Of this window if there was enough in it, so that a drift is seen. */
  private OptionalDouble waitingHere() {
    return waitedOfNanos >= ENOUGH_WAITS_NANOS || plan instanceof Plan.Inline ? waiting : OptionalDouble.empty();
  }

  private void begin(long now) {
    since = now;
    items = 0;
    busyNanos = 0;
    waitedNanos = 0;
    waitedOfNanos = 0;
  }

  private void note(Change change) {
    if (changes.size() == CHANGES_KEPT) {
      changes.removeFirst();
    }
    changes.add(change);
  }

  /** The call has ended: the next one of the same function may begin with this. */
  void ended() {
    if (last.items() > 0) {
      site.learn(new Site.Known(
          last.nanosPerItem(), waiting, plan instanceof Plan.Virtual v ? Optional.of(v) : Optional.empty()));
    }
  }

  /** The plan with its numbers, in a few lines. */
  String explain() {
    String measured = last.items() == 0
        ? "nothing was measured yet"
        : "an item takes %s%s; %d items measured, %s left".formatted(
            time(last.nanosPerItem()), waitingText(), allItems, last.left() < 0 ? "nobody knows how many" : last.left());
    return """
        auto: %s
          %s
          at most %d threads, or %d items at a time while they wait; %s
          plans: %s""".formatted(
        plan.text(), measured, limits.slots(), limits.most(),
        remembered ? "begun with what the last call of this function told" : "nothing was known of this function",
        changes.stream().map(Change::text).collect(Collectors.joining(" > ")));
  }

  private String waitingText() {
    return waiting.isPresent() ? ", %.0f %% of it waiting".formatted(waiting.getAsDouble() * 100) : "";
  }

  private static String time(double nanos) {
    return nanos < 1e3 ? "%.0f ns".formatted(nanos)
        : nanos < 1e6 ? "%.1f us".formatted(nanos / 1e3) : "%.1f ms".formatted(nanos / 1e6);
  }

  private static String rate(double perSecond) {
    return (perSecond < 10 ? "%.1f" : "%.0f").formatted(perSecond);
  }
}
