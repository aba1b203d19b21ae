package dev.drover.internal.engine;

import dev.drover.internal.engine.Plan.Inline;
import dev.drover.internal.engine.Plan.Step;
import dev.drover.internal.engine.Plan.Threads;
import dev.drover.internal.engine.Plan.Virtual;
import java.util.Optional;

/**
 * What {@code auto} decides: a pure function from the present plan and what was measured under it to the next plan.
 *
 * <p>Three questions, in this order. Is the rest worth another thread at all: it must save many times what handing over costs, or
 * cheap work would be slower than the plain loop. Do the items wait for something else than a core: then more of them at a time
 * than there are cores may pay. How many more: nobody can know from one item, so the number is raised step by step, and each step
 * has to pay in items a second. One that doesn't is taken back, half of it is tried, and there it stays for a while, or until what an item takes
 * has changed much. Items that no longer wait bring the plan back to as many threads as cores. While nothing is ready to begin,
 * more at a time would change nothing and the rate says nothing: everything stays as it is.
 */
final class Strategy {
  /** Waking other threads and handing over costs some tens of microseconds; the rest must be many times that. */
  static final long WORTH_NANOS = 1_000_000;
  /** An item that is over in less costs about as much to hand over as to run. */
  static final long LEAST_ITEM_NANOS = 250;
  /** Below, a virtual thread of its own costs as much as the wait. */
  static final long LEAST_WAITING_NANOS = 20_000;
  /** One item alone that takes as long as this is believed; a shorter one may have been loading classes. */
  static final long BELIEVED_NANOS = 5_000_000;
  /** From this part of an item's time on it counts as waiting. */
  static final double WAITS = 0.25;
  /** Below this one it no longer does. Lower, so that a figure between the two changes nothing. */
  static final double COMPUTES = 0.10;
  /** The first number of items at a time that is tried. */
  static final int FIRST_TRY = 16;

  private static final long SHORT_NANOS = 1_000_000;
  private static final long LONG_NANOS = 50_000_000;
  private static final int GROWTH = 4;
  private static final int SMALLER_GROWTH = 2;
  /** The part of a perfect gain that a step has to bring: four times the items must give 1.3 times the rate. */
  private static final double LEAST_GAIN = 0.1;
  private static final double DRIFT = 2;
  /** Then a number is questioned, though nothing has changed: it may have been found by bad luck. */
  private static final int ROUNDS_SETTLED = 20;

  private Strategy() {}

  /**
   * What a plan may use.
   *
   * @param slots threads, about as many as cores
   * @param most items at a time, when they wait
   */
  record Limits(int slots, int most) {}

  /** The plan to begin with, from what is known of earlier calls of the same function. */
  static Plan first(Optional<Site.Known> known, long left, Limits limits) {
    if (known.isEmpty() || left < 0) {
      return new Inline();
    }
    Site.Known k = known.get();
    Plan plan = worth(k.sample(left), limits);
    return plan instanceof Virtual fresh ? k.found().map(f -> within(f, limits)).orElse(fresh) : plan;
  }

  private static Virtual within(Virtual found, Limits limits) {
    return found.atATime() <= limits.most()
        ? found
        : new Virtual(limits.most(), new Step.Trying(0, 0, GROWTH));
  }

  /** Whether the sample is large enough to decide on. */
  static boolean isEnough(Plan plan, Sample s) {
    return switch (plan) {
      case Inline _ -> s.elapsedNanos() >= WORTH_NANOS && (s.items() > 1 || s.nanosPerItem() >= BELIEVED_NANOS);
      case Threads t -> s.items() >= t.atATime()
          && (s.waiting().isPresent() ? s.elapsedNanos() >= SHORT_NANOS : s.elapsedNanos() >= LONG_NANOS);
      case Virtual v -> isRound(v, s) || (s.elapsedNanos() >= LONG_NANOS && computes(s));
    };
  }

  /**
   * As many items as run at a time have ended, and the longest of them had the time to: the rate is that of this number, and not
   * of the one before or of the shortest items.
   */
  private static boolean isRound(Virtual v, Sample s) {
    return s.items() >= v.atATime()
        && s.elapsedNanos() >= Math.max(s.longestNanos(), v.step() instanceof Step.Trying ? SHORT_NANOS : LONG_NANOS);
  }

  /** The plan to go on with. */
  static Plan next(Plan plan, Sample s, Limits limits) {
    return switch (plan) {
      case Inline _ -> worth(s, limits);
      case Threads _ -> s.ready() > 0 && waits(s, limits) ? start(limits) : plan;
      case Virtual v -> computes(s) ? threads(limits) : s.ready() > 0 ? climb(v, s, limits) : plan;
    };
  }

  private static Plan worth(Sample s, Limits limits) {
    if (s.items() == 0 || s.restNanos() <= WORTH_NANOS) {
      return new Inline();
    }
    if (waits(s, limits)) {
      return start(limits);
    }
    return s.nanosPerItem() < LEAST_ITEM_NANOS ? new Inline() : threads(limits);
  }

  private static Plan threads(Limits limits) {
    return limits.slots() < 2 ? new Inline() : new Threads(limits.slots());
  }

  private static boolean waits(Sample s, Limits limits) {
    return limits.most() > 1
        && s.waiting().orElse(0) >= WAITS
        && s.nanosPerItem() >= LEAST_WAITING_NANOS;
  }

  private static boolean computes(Sample s) {
    return s.waiting().orElse(1) < COMPUTES;
  }

  private static Plan start(Limits limits) {
    return new Virtual(Math.min(limits.most(), FIRST_TRY), new Step.Trying(0, 0, GROWTH));
  }

  private static Plan climb(Virtual now, Sample s, Limits limits) {
    return switch (now.step()) {
      case Step.Trying t -> pays(now, t, s) ? up(now, s, limits) : down(now, t, s);
      case Step.Settled k -> stay(now, k, s);
    };
  }

  private static Plan stay(Virtual now, Step.Settled k, Sample s) {
    return k.rounds() >= ROUNDS_SETTLED || drifted(k.nanosPerItem(), s.nanosPerItem())
        ? new Virtual(now.atATime(), new Step.Trying(0, 0, GROWTH))
        : new Virtual(now.atATime(), new Step.Settled(k.nanosPerItem(), k.rounds() + 1));
  }

  private static boolean pays(Virtual now, Step.Trying t, Sample s) {
    double growth = t.from() == 0 ? 1 : (double) now.atATime() / t.from();
    return s.rate() >= t.rate() * (1 + LEAST_GAIN * (growth - 1));
  }

  private static Plan up(Virtual now, Sample s, Limits limits) {
    int factor = now.step() instanceof Step.Trying t ? t.factor() : GROWTH;
    int higher = (int) Math.min(limits.most(), (long) now.atATime() * factor);
    return higher == now.atATime() || factor < GROWTH
        ? settled(now.atATime(), s)
        : new Virtual(higher, new Step.Trying(now.atATime(), s.rate(), GROWTH));
  }

  /** A step that doesn't pay is taken back; half of it may. */
  private static Plan down(Virtual now, Step.Trying t, Sample s) {
    int smaller = t.from() * SMALLER_GROWTH;
    return t.factor() == GROWTH && smaller < now.atATime()
        ? new Virtual(smaller, new Step.Trying(t.from(), t.rate(), SMALLER_GROWTH))
        : settled(t.from(), s);
  }

  private static Virtual settled(int atATime, Sample s) {
    return new Virtual(atATime, new Step.Settled(s.nanosPerItem(), 0));
  }

  private static boolean drifted(double before, double now) {
    return now > before * DRIFT || now * DRIFT < before;
  }
}
