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
import dev.drover.task.Task;
import dev.drover.task.TaskOptions;
import dev.drover.task.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first items of a {@code map} of {@code auto}, run in the calling thread as a plain loop would run them; where the rest is
 * not worth sharing out, all of them.
 *
 * <p>A run, a batch and a report cost some microseconds, and accounting for an item costs as much as a cheap item itself. So
 * there is none of that here: results go straight into the list that the caller gets, the clock is read after groups that grow,
 * and what is known of the function says how large the first one is. As soon as {@link Strategy} would share the rest out, or an
 * item throws, or the call is stopped, a {@link Run} takes over at {@link #next}. One group alone does not count, since a thread may
 * lose its core in the middle of a microsecond: of two in a row the quicker one does.
 *
 * <p>The loop belongs to the calling thread. Others stop it by {@link #stop} under the dispatcher's lock, under which it is also
 * entered and left: so an interrupt meant for an item never hits what comes after the call.
 */
final class Lead implements Runnable {
  /** Between two looks at the clock: what a look costs is hardly to be seen, and no more items than this are run too many. */
  static final int MOST_IN_GROUP = 256;
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
  private final Task.Series tasks;
  private final List<@Nullable Object> values;

  // of the calling thread; others read it for display
  private int next;
  private long entered;
  /** Where the present group began, and when. */
  private int first;
  private long began;
  /** As far as it is believed: of the last two groups, that of the quicker one. */
  private double nanosPerItem;
  private double latest;
  private @Nullable Throwable thrown;

  // guarded by the dispatcher's lock, but for the loop, which looks at it before each item
  private volatile boolean stopped;
  private String reason = "";
  private boolean soft;

  /** What it is worth to remember of a call that has ended: without its inputs. */
  record Told(int items, double nanosPerItem, Limits limits) implements Explained {
    @Override
    public String explain() {
      return """
          auto: the calling thread
            an item takes %.0f ns; %d items measured, 0 left
            at most %d threads, or %d items at a time while they wait; all in all it was not worth a second thread"""
          .formatted(nanosPerItem, items, limits.slots(), limits.most());
    }
  }

  private Lead(List<?> inputs, Fn<Object, Object> function, TaskOptions options, Limits limits, Site site) {
    this.inputs = inputs;
    this.function = function;
    this.options = options;
    this.size = inputs.size();
    this.limits = limits;
    this.site = site;
    this.known = site.known();
    this.loop = site.loop();
    this.tasks = new Task.Series(options.seed());
    this.values = new ArrayList<>(size);
  }

  /**
   * One for these inputs, if nothing asks for what only a run can give, and it is not known that slots should help. What is known
   * of shorter items is looked at again here, where nothing but the items is measured.
   */
  static Optional<Lead> of(List<?> inputs, Fn<Object, Object> function, TaskOptions options, Limits limits) {
    Site site = Site.of(function);
    boolean shared = site.known().filter(k -> k.nanosPerItem() >= KNOWN_NANOS).isPresent()
        && !(Strategy.first(site.known(), inputs.size(), limits) instanceof Plan.Inline);
    return !shared && isPlain(options)
        ? Optional.of(new Lead(inputs, function, options, limits, site))
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
  @Override
  public void run() {
    tasks.during(this::items);
  }

  private void items() {
    int group = firstGroup();
    entered = System.nanoTime();
    began = entered;
    while (runsTo(Math.min(size, next + group))) {
      long now = System.nanoTime();
      measured(now - began);
      loop.ran(next - first, now - began);
      if (next == size) {
        learn();
      }
      if (next == size || isWorthSharing() || thread.isInterrupted()) {
        return;
      }
      group = nextGroup(group);
      began = now;
    }
  }

  /** Gives false if it ended before that item. */
  private boolean runsTo(int end) {
    first = next;
    try {
      loop.loop().run(this, inputs, function, end);
    } catch (Throwable t) { // whatever an item throws is its own failure; what the list throws, the run meets again
      thrown = t;
    }
    next = values.size();
    return next == end;
  }

  /** What the last group took. */
  private void measured(long nanos) {
    double each = (double) nanos / Math.max(1, next - first);
    boolean alone = latest == 0 || (next - first == 1 && each >= Strategy.BELIEVED_NANOS);
    nanosPerItem = alone ? each : Math.min(each, latest);
    latest = each;
  }

  private int firstGroup() {
    return known.isEmpty() ? 1 : fitting(MOST_IN_GROUP, known.get().nanosPerItem());
  }

  private int nextGroup(int group) {
    return fitting(Math.min(MOST_IN_GROUP, GROWTH * group), nanosPerItem);
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

  /** For the loop. */
  Task.Series tasks() {
    return tasks;
  }

  // --- under the dispatcher's lock ---

  /** Nothing new starts; the item that runs is interrupted, unless it may finish. */
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

  List<@Nullable Object> values() {
    return values;
  }

  Told told() {
    return new Told(size, nanosPerItem, limits);
  }

  /** What is known by now, for the run that takes over. */
  Optional<Site.Known> known() {
    return nanosPerItem == 0
        ? known
        : Optional.of(new Site.Known(nanosPerItem, waiting(), known.flatMap(Site.Known::found)));
  }

  /** Why the next item is not to be run by the run that takes over: it threw, or the call was stopped. */
  Optional<Failure> failure() {
    boolean ran = tasks.index() == next;
    if (stopped) {
      return Optional.of(new Failure.Cancelled(reason, ran ? evidence() : Evidence.none()));
    }
    return thrown != null && ran ? Optional.of(verdict(thrown)) : Optional.empty();
  }

  private Failure verdict(Throwable why) {
    return why instanceof OutOfMemoryError e
        ? new Failure.OutOfMemory(String.valueOf(e.getMessage()), evidence())
        : new Failure.Threw(Thrown.of(why), evidence());
  }

  /** With the time of its group, which is the item's own unless items are cheap. */
  private Evidence evidence() {
    return Evidence.inProcess().nanos(System.nanoTime() - began);
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
    return new Backend.Running(new Work(0, function, options), Math.max(0, tasks.index()), 0, began);
  }
}
