package dev.drover.internal.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What tasks have left behind in this process, against the state in which its first item found it. For the thread that
 * runs items, between two of them.
 */
/*
 * Locale, time zone and System.in are looked at after each item, which costs next to nothing, and are put right at
 * once. System properties and threads are looked at after a batch, every 10 ms at most: a property can't be put right,
 * since a library may rely on what it has set, and a thread can't be ended. A thread counts when it still runs 50 ms
 * after it was first seen: an executor that was shut down takes a moment to end. Whoever waits for the batch may need
 * the core, so if the worker has nothing to do then it looks when that has lasted for 50 ms, or after a quarter of a second.
 *
 * Threads that the JDK starts for all, such as those of the common pool, are nobody's. Once a WorkerLocal has a value
 * here, threads and properties may be that value's, and are no longer looked at.
 */
final class Traces {
  static final long SETTLES_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int ROOM = 16;

  private final Locale locale = Locale.getDefault();
  private final Locale displayed = Locale.getDefault(Locale.Category.DISPLAY);
  private final Locale formatted = Locale.getDefault(Locale.Category.FORMAT);
  private final TimeZone zone = TimeZone.getDefault();
  private final java.io.InputStream in = System.in;
  private final Map<Object, Object> properties = new HashMap<>(System.getProperties());
  private final Set<Thread> known = new HashSet<>(threads());
  private final Map<Thread, Long> suspects = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final BooleanSupplier keepsValues;
  private long lookedAt = System.nanoTime();
  private boolean skipped;

  Traces(BooleanSupplier keepsValues) {
    this.keepsValues = keepsValues;
  }

  /** Whether there is nothing that {@link #restore} would put right. */
  boolean isAsFound() {
    return isSameLocale() && System.in == in && isSameZone();
  }

  private boolean isSameLocale() {
    return Locale.getDefault().equals(locale)
        && Locale.getDefault(Locale.Category.DISPLAY).equals(displayed)
        && Locale.getDefault(Locale.Category.FORMAT).equals(formatted);
  }

  private boolean isSameZone() {
    return TimeZone.getDefault().equals(zone);
  }

  /** After an item: what it has changed that could be put right. */
  List<String> restore() {
    boolean sameLocale = isSameLocale();
    boolean sameZone = isSameZone();
    return sameLocale && sameZone && System.in == in ? List.of() : restore(sameLocale, sameZone);
  }

  private List<String> restore(boolean sameLocale, boolean sameZone) {
    List<String> found = new ArrayList<>();
    if (!sameLocale) {
      Locale.setDefault(locale);
      Locale.setDefault(Locale.Category.DISPLAY, displayed);
      Locale.setDefault(Locale.Category.FORMAT, formatted);
      found.add("another default locale");
    }
    if (!sameZone) {
      TimeZone.setDefault(zone);
      found.add("another default time zone");
    }
    if (System.in != in) {
      System.setIn(in);
      found.add("another System.in");
    }
    return fresh(found);
  }

  /** After a batch, or when there has been nothing to do for a while: what else is not as it was. */
  List<String> look() {
    long now = System.nanoTime();
    boolean mayBelongToValues = keepsValues.getAsBoolean();
    skipped = !mayBelongToValues && now - lookedAt < LOOK_EVERY_NANOS;
    if (mayBelongToValues) {
      suspects.clear();
    }
    if (skipped || mayBelongToValues) {
      return List.of();
    }
    lookedAt = now;
    List<String> found = new ArrayList<>();
    changedProperties().forEach(name -> found.add("system property '%s'".formatted(name)));
    leftThreads(now).forEach(name -> found.add("thread '%s'".formatted(name)));
    return fresh(found);
  }

  /** A batch has ended, and nothing is to be done: whether it is time enough to look when that has lasted for a while. */
  boolean mayWait() {
    skipped = true;
    return System.nanoTime() - lookedAt < LATEST_NANOS;
  }

  /** Whether another look would tell nothing new. */
  boolean isSettled() {
    return suspects.isEmpty() && !skipped;
  }

  /** Each is told once. */
  private List<String> fresh(List<String> found) {
    return found.stream().filter(told::add).toList();
  }

  private Set<String> changedProperties() {
    Map<Object, Object> now = System.getProperties();
    if (now.equals(properties)) {
      return Set.of();
    }
    Set<Object> names = new HashSet<>(properties.keySet());
    names.addAll(now.keySet());
    Set<String> changed = new TreeSet<>();
    for (Object name : names) {
      boolean ofTheJdk = !properties.containsKey(name) && String.valueOf(name).matches("(java|javax|sun|jdk)\\..*");
      if (!ofTheJdk && !String.valueOf(properties.get(name)).equals(String.valueOf(now.get(name)))) {
        changed.add(String.valueOf(name));
      }
    }
    return changed;
  }

  private List<String> leftThreads(long now) {
    Set<Thread> alive = threads();
    suspects.keySet().retainAll(alive);
    known.retainAll(alive);
    List<String> left = new ArrayList<>();
    for (Thread thread : alive) {
      if (!known.contains(thread) && now - suspects.computeIfAbsent(thread, _ -> now) >= SETTLES_NANOS) {
        suspects.remove(thread);
        known.add(thread);
        left.add(thread.getName());
      }
    }
    return left;
  }

  private static Set<Thread> threads() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread[] all = new Thread[group.activeCount() + ROOM];
    int count = group.enumerate(all, true);
    Set<Thread> threads = new HashSet<>();
    for (int i = 0; i < count; i++) {
      if (!isOfTheJdk(all[i].getName())) {
        threads.add(all[i]);
      }
    }
    return threads;
  }

  private static boolean isOfTheJdk(String name) {
    return name.startsWith("ForkJoinPool.commonPool-")
        || name.startsWith("CompletableFutureDelayScheduler")
        || name.startsWith("process reaper")
        || name.startsWith("drover-");
  }
}
