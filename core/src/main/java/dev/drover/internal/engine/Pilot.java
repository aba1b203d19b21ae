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
 * under it and work that drifts is noticed. The part of time that items wait is asked of the threads that run them until there is
 * enough of it, and again every 50 ms, since asking costs some ten microseconds.
 *
 * <p>Guarded by the dispatcher's lock, but for {@link #asksForWaits}.
 */
final class Pilot implements Explained {
  /** Who steers a run, if anybody does. */
  interface Of {
    /** With so many inputs left, negative if nobody knows. */
    Optional<Pilot> of(long left);
  }

  /** Of a kernel, at least 250 times a second: so much of the time on a core may not be accounted for yet. */
  static final long TICK_NANOS = 4_000_000;
  static final long ENOUGH_WAITS_NANOS = 2 * TICK_NANOS;
  private static final long ASK_AGAIN_NANOS = 50_000_000;
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
  private long longestNanos;
  /** Read by slots without the lock. */
  private volatile boolean asks;

  // how long items wait, over all windows
  private long asked;
  private long waitedNanos;
  private long waitedOfNanos;
  private long waitedLatelyNanos;

  // of the call
  private long allItems;
  private Sample last = new Sample(0, 0, 0, 0, OptionalDouble.empty(), -1, 0);
  private OptionalDouble waiting = OptionalDouble.empty();

  /** A plan, and after how many items at what rate it was made. */
  private record Change(Plan plan, long items, double rate) {
    String text() {
      return items == 0 ? plan.text() : "%s (after %d items, %s/s)".formatted(plan.text(), items, Pilot.rate(rate));
    }
  }

  /** For a call that so many inputs are left of. */
  static Pilot of(Site site, Optional<Site.Known> known, Limits limits, long left, long now) {
    return new Pilot(site, known, limits, Strategy.first(known, left, limits), now);
  }

  /** For tasks that are submitted, which nobody runs but slots. */
  static Pilot ofSubmitted(Site site, Limits limits, long now) {
    return new Pilot(site, Optional.empty(), limits, new Plan.Threads(limits.slots()), now);
  }

  private Pilot(Site site, Optional<Site.Known> known, Limits limits, Plan begin, long now) {
    this.site = site;
    this.limits = limits;
    this.plan = begin;
    this.remembered = site.known().isPresent();
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
    waitedLatelyNanos += span.of();
    if (waitedOfNanos >= ENOUGH_WAITS_NANOS) {
      // What a tick has not accounted for yet must not look like waiting; less and less of it does as the sum grows.
      long sure = plan instanceof Plan.Virtual ? waitedNanos : waitedNanos - TICK_NANOS;
      waiting = OptionalDouble.of(Math.clamp((double) sure / waitedOfNanos, 0, 1));
    }
  }

  /** So many items took so long, the longest of them that long, and so many are left; gives true if that makes another plan. */
  boolean settled(int count, long nanos, long longest, long left, long ready, long now) {
    items += count;
    allItems += count;
    busyNanos += nanos;
    longestNanos = Math.max(longestNanos, longest);
    if (waitedLatelyNanos >= ENOUGH_WAITS_NANOS && now - asked >= ASK_AGAIN_NANOS) {
      askAgain(now);
    }
    last = new Sample(items, busyNanos, longestNanos, now - since, waitingHere(), left, ready);
    boolean changed = Strategy.isEnough(plan, last) && decide(now);
    asks = waitedLatelyNanos < ENOUGH_WAITS_NANOS && last.nanosPerItem() >= Strategy.LEAST_WAITING_NANOS;
    return changed;
  }

  /** Half of what is known stays: of items begun together the shortest end first, and they may be of another kind. */
  private void askAgain(long now) {
    asked = now;
    waitedNanos /= 2;
    waitedOfNanos /= 2;
    waitedLatelyNanos = 0;
  }

  private boolean decide(long now) {
    Plan before = plan;
    plan = Strategy.next(before, last, limits);
    boolean changed = plan.atATime() != before.atATime() || plan.getClass() != before.getClass();
    if (changed) {
      note(new Change(plan, allItems, last.rate()));
    }
    // While the caller is alone each batch asks the same question anew: its window goes on for a while.
    if (changed || shares() || now - since >= ENOUGH_WAITS_NANOS) {
      begin(now);
    }
    return changed;
  }

  /** While the caller is alone what earlier calls told is good enough; before others are to change it has to be measured. */
  private OptionalDouble waitingHere() {
    return waitedOfNanos >= ENOUGH_WAITS_NANOS / 2 || plan instanceof Plan.Inline ? waiting : OptionalDouble.empty();
  }

  private void begin(long now) {
    since = now;
    items = 0;
    busyNanos = 0;
    longestNanos /= 2; // the long ones of the next window may come last
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

  @Override
  public String explain() {
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
