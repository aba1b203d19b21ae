package dev.drover.internal.engine;

import dev.drover.internal.engine.Strategy.Limits;
import dev.drover.internal.function.OwnLoop;
import dev.drover.spi.Backend;
import dev.drover.spi.Work;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Fn;
import dev.drover.task.Halt;
import dev.drover.task.Progress;
import dev.drover.task.TaskOptions;
import dev.drover.task.Thrown;
import dev.drover.task.WorkerLocal.Values.Lender;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first items of a {@code map} of {@code auto}, run in the calling thread as a plain loop would run them; where the rest is
 * not worth sharing out, all of them.
 *
 * <p>A run, a batch and a report cost some microseconds, and accounting for an item costs as much as a cheap item itself. So
 * there is none of that here: results go straight into the array of the list that the caller gets, the clock is read after groups that grow,
 * and what is known of the function says how large the first one is. As soon as {@link Strategy} would share the rest out, or an
 * item throws, or the call is stopped, a {@link Run} takes over at {@link #next}. One group alone does not count, since a thread may
 * lose its core in the middle of a microsecond: of two in a row the quicker one does. A call that is one group of a function that
 * has been cheap for long reads the clock in one case of eight.
 *
 * <p>The loop belongs to the calling thread. Others stop it by {@link #stop} under the dispatcher's lock, and {@link Leads} says how
 * it is entered and left: an interrupt meant for an item never hits what comes after the call.
 */
final class Lead implements Runnable, Leads.Word {
  /** Between two looks at the clock: what a look costs is hardly to be seen, and no more items than this are run too many. */
  static final int MOST_IN_GROUP = 256;
  /** The same of a function that has been cheap for long. */
  static final int MOST_OF_CHEAP = 1_024;
  private static final long GROUP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long KNOWN_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final int GROWTH = 4;
  private static final double LEARNS = 1.25;

  private final List<?> inputs;
  private final Fn<Object, Object> function;
  private final TaskOptions options;
  private final int size;
  private final Limits limits;
  private final Site site;
  private final Optional<Site.Known> known;
  private final OwnLoop<ItemLoop> loop;
  private final Thread thread = Thread.currentThread();
  private final Filled filled;
  private final boolean timed;

  /** Written before it is in the word. */
  private Leads.@Nullable Outside before;

  // of the calling thread; others read it for display
  private int next;
  private long entered;
  /** When the present group began; 0 if nobody has looked. */
  private volatile long began;
  /** As far as it is believed: of the last two groups, that of the quicker one. */
  private double nanosPerItem;
  private double latest;
  private @Nullable Throwable thrown;

  // guarded by the dispatcher's lock, but for the loop, which looks at it before each item, or group of cheap ones
  private volatile boolean stopped;
  private String reason = "";
  private boolean soft;

  /** What it is worth to remember of a call that has ended: without its inputs. */
  record Told(int items, boolean timed, double nanosPerItem, Limits limits) implements Explained {
    boolean is(int otherItems, boolean otherTimed, double otherNanos, Limits otherLimits) {
      return items == otherItems && timed == otherTimed && nanosPerItem == otherNanos && limits == otherLimits;
    }

    @Override
    public String explain() {
      return """
          auto: the calling thread
            an item takes %.0f ns; %d items %s, 0 left
            at most %d threads, or %d items at a time while they wait; all in all it was not worth a second thread"""
          .formatted(nanosPerItem, items, timed ? "measured" : "run, as one call of eight is measured",
              limits.slots(), limits.most());
    }
  }

  private Lead(List<?> inputs, Fn<Object, Object> function, TaskOptions options, Limits limits, Lender lender,
      Site site) {
    this.inputs = inputs;
    this.function = function;
    this.options = options;
    this.size = inputs.size();
    this.limits = limits;
    this.site = site;
    this.known = site.known();
    this.loop = site.loop();
    this.filled = new Filled(size, options.seed(), lender);
    this.timed = loop.isDue() || size > MOST_OF_CHEAP;
  }

  /**
   * One for these inputs, if nothing asks for what only a run can give, and it is not known that slots should help. What is known
   * of shorter items is looked at again here, where nothing but the items is measured.
   */
  static Optional<Lead> of(List<?> inputs, Fn<Object, Object> function, TaskOptions options, Limits limits, Lender lender) {
    Site site = Site.of(function);
    boolean shared = site.known().filter(k -> k.nanosPerItem() >= KNOWN_NANOS).isPresent()
        && !(Strategy.first(site.known(), inputs.size(), limits) instanceof Plan.Inline);
    return !shared && isPlain(options)
        ? Optional.of(new Lead(inputs, function, options, limits, lender, site))
        : Optional.empty();
  }

  private static boolean isPlain(TaskOptions options) {
    return options.deadline().isEmpty()
        && !options.needIsolation()
        && options.journal().isEmpty()
        && options.speculation().isEmpty()
        && options.halt().when() == Halt.When.NEVER
        && options.progress() == Progress.none();
  }

  // --- the calling thread ---

  /** Runs items until all have a value, or something has to be done that only a run can do. */
  void go() {
    filled.during(this);
  }

  /** The items. */
  @Override
  public void run() {
    if (!timed || size == 0) {
      boolean _ = runsTo(size);
      return;
    }
    int group = firstGroup();
    int first = 0;
    entered = System.nanoTime();
    began = entered;
    while (runsTo(Math.min(size, next + group))) {
      long now = System.nanoTime();
      measured(next - first, now - began);
      if (next == size) {
        learn();
      }
      if (next == size || isWorthSharing() || thread.isInterrupted()) {
        return;
      }
      group = nextGroup(group);
      first = next;
      began = now;
    }
  }

  /** Gives false if it ended before that item. */
  private boolean runsTo(int end) {
    int stride = loop.isHot() ? end - next : 1;
    try {
      for (int i = next; i < end && !stopped; i = filled.count) {
        loop.loop().run(inputs, function, filled, i, Math.min(Math.min(end, i + stride), filled.room()));
      }
    } catch (Throwable t) { // whatever an item throws is its own failure; what the list throws, the run meets again
      thrown = t;
    }
    next = filled.count;
    return next == end;
  }

  /** What the last group took. */
  private void measured(int items, long nanos) {
    double each = (double) nanos / items;
    boolean alone = latest == 0 || (items == 1 && each >= Strategy.BELIEVED_NANOS);
    nanosPerItem = alone ? each : Math.min(each, latest);
    latest = each;
    loop.ran(items, nanos);
  }

  private int firstGroup() {
    return known.isEmpty() ? 1 : fitting(most(), known.get().nanosPerItem());
  }

  private int nextGroup(int group) {
    return fitting(Math.min(most(), GROWTH * group), nanosPerItem);
  }

  private int most() {
    return loop.isHot() ? MOST_OF_CHEAP : MOST_IN_GROUP;
  }

  private static int fitting(int most, double nanosEach) {
    return (int) Math.clamp(GROUP_NANOS / Math.max(1, nanosEach), 1, most);
  }

  private boolean isWorthSharing() {
    int left = size - next;
    if (nanosPerItem * left <= Strategy.WORTH_NANOS) {
      return false; // the usual answer, without a sample
    }
    Plan alone = new Plan.Inline();
    Sample s = new Sample(
        next, (long) (nanosPerItem * next), (long) nanosPerItem, System.nanoTime() - entered, waiting(), left, left);
    return Strategy.isEnough(alone, s) && !Strategy.next(alone, s, limits).equals(alone);
  }

  private OptionalDouble waiting() {
    return known.isEmpty() ? OptionalDouble.empty() : known.get().waiting();
  }

  private void learn() {
    double old = known.isEmpty() ? 0 : known.get().nanosPerItem();
    if (nanosPerItem > old * LEARNS || nanosPerItem * LEARNS < old) {
      site.learn(new Site.Known(nanosPerItem, waiting(), Optional.empty()));
    }
  }

  // --- as Leads has it ---

  /** Itself, to stand where this stood. */
  Lead after(Leads.Outside stood) {
    before = stood;
    return this;
  }

  /** What stood there before. */
  Leads.Outside before() {
    return Objects.requireNonNull(before);
  }

  // --- under the dispatcher's lock ---

  /** Somebody looks. */
  void seen() {
    if (began == 0) {
      began = System.nanoTime();
    }
  }

  /** Nothing new starts, but of a cheap function a few; the item that runs is interrupted, unless it may finish. */
  void stop(String why, boolean softly) {
    if (!stopped || (soft && !softly)) {
      stopped = true;
      reason = why;
      soft = softly;
      if (!softly) {
        thread.interrupt();
      }
    }
  }

  /** The calling thread has left the loop: an interrupt that was meant for an item is over. */
  void left() {
    if (stopped && !soft) {
      boolean _ = Thread.interrupted();
    }
  }

  boolean isComplete() {
    return next == size;
  }

  /** How many have a value. */
  int next() {
    return next;
  }

  /** Of all items. */
  <R> List<R> results() {
    return filled.list(); // and nobody uses its arrays from here on
  }

  /** So far. */
  List<@Nullable Object> values() {
    return filled.values();
  }

  /** What there is to tell of it; the same as before if it would say the same, as it mostly does. */
  Explained told(@Nullable Explained last) {
    double nanos = nanosPerItem == 0 ? known.map(Site.Known::nanosPerItem).orElse(0.0) : nanosPerItem;
    return last instanceof Told told && told.is(size, timed, nanos, limits) ? last : new Told(size, timed, nanos, limits);
  }

  /** What is known by now, for the run that takes over. */
  Optional<Site.Known> known() {
    return nanosPerItem == 0
        ? known
        : Optional.of(new Site.Known(nanosPerItem, waiting(), known.flatMap(Site.Known::found)));
  }

  /** Why the next item is not to be run by the run that takes over: it threw, or the call was stopped. */
  Optional<Failure> failure() {
    Optional<Throwable> why = Optional.ofNullable(thrown).filter(_ -> isThere(next));
    if (stopped) {
      return Optional.of(new Failure.Cancelled(reason, why.isPresent() ? evidence() : Evidence.none()));
    }
    return why.map(this::verdict);
  }

  /** Whether it was the item that threw, and not the list. */
  private boolean isThere(int index) {
    try {
      Object _ = inputs.get(index);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private Failure verdict(Throwable why) {
    return why instanceof OutOfMemoryError e
        ? new Failure.OutOfMemory(String.valueOf(e.getMessage()), evidence())
        : new Failure.Threw(Thrown.of(why), evidence());
  }

  /** With the time of its group, if somebody looked; that is the item's own unless items are cheap. */
  private Evidence evidence() {
    return began == 0 ? Evidence.inProcess() : Evidence.inProcess().nanos(System.nanoTime() - began);
  }

  boolean isStopped() {
    return stopped;
  }

  String reason() {
    return reason;
  }

  boolean isSoft() {
    return soft;
  }

  /** What runs at this moment, in no slot and as a call without a number; any thread. */
  Backend.Running running() {
    return new Backend.Running(new Work(0, function, options), filled.count, 0, began);
  }
}
