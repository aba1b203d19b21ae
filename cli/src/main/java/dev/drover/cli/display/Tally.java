package dev.drover.cli.display;

import dev.drover.task.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts outcomes and keeps what the summary needs: a few items, however many there are. Thread-safe.
 */
public final class Tally {
  private static final int SLOWEST = 3;
  private static final int MOST_GROUPS = 1000;

  private final int keptFailures;

  // guarded by this
  private long succeeded;
  private long failed;
  private long cancelled;
  private long busyNanos;
  private int kept;
  private final List<Timed> slowest = new ArrayList<>();
  private final Map<String, Group> groups = new LinkedHashMap<>();

  /**
   * Nothing has happened.
   *
   * @param keptFailures how many failures are kept to be listed
   */
  public Tally(int keptFailures) {
    this.keptFailures = keptFailures;
  }

  /**
   * An item and its time.
   *
   * @param name of the input
   * @param time how long it took
   */
  public record Timed(String name, Duration time) {}

  /** Failures of one cause. */
  static final class Group {
    private final FailedItem first;
    private final List<FailedItem> items = new ArrayList<>();
    private long count;

    private Group(FailedItem first) {
      this.first = first;
    }

    private Group(Group other) {
      this(other.first);
      items.addAll(other.items);
      count = other.count;
    }

    FailedItem first() {
      return first;
    }

    List<FailedItem> items() {
      return List.copyOf(items);
    }

    long count() {
      return count;
    }
  }

  /**
   * All there is to tell.
   *
   * @param succeeded items with a value
   * @param failed items that failed by themselves
   * @param cancelled items that were stopped or never started
   * @param busy the sum of all items' times
   * @param slowest the slowest first
   * @param groups failures by cause, the most frequent first
   */
  record Totals(
      long succeeded, long failed, long cancelled, Duration busy, List<Timed> slowest, List<Group> groups) {
    long items() {
      return succeeded + failed + cancelled;
    }
  }

  /**
   * An item has a value.
   *
   * @param input the input
   * @param time how long it took
   */
  public synchronized void ok(Object input, Duration time) {
    succeeded++;
    busyNanos += time.toNanos();
    if (slowest.size() < SLOWEST || time.compareTo(slowest.getLast().time()) > 0) {
      slowest.add(new Timed(Names.of(input), time));
      slowest.sort(Comparator.comparing(Timed::time).reversed());
      if (slowest.size() > SLOWEST) {
        slowest.removeLast();
      }
    }
  }

  /**
   * An item failed.
   *
   * @param item what and why
   */
  public synchronized void failed(FailedItem item) {
    if (item.failure() instanceof Failure.Cancelled) {
      cancelled++;
      return;
    }
    failed++;
    String key = item.fingerprint();
    if (groups.size() < MOST_GROUPS || groups.containsKey(key)) {
      Group group = groups.computeIfAbsent(key, k -> new Group(item));
      group.count++;
      if (kept < keptFailures) {
        group.items.add(item);
        kept++;
      }
    }
  }

  /**
   * Items with a value.
   *
   * @return so far
   */
  public synchronized long succeeded() {
    return succeeded;
  }

  /**
   * Items that failed by themselves.
   *
   * @return so far
   */
  public synchronized long failed() {
    return failed;
  }

  /**
   * Items that were stopped or never started.
   *
   * @return so far
   */
  public synchronized long cancelled() {
    return cancelled;
  }

  synchronized Totals totals() {
    List<Group> byCount = groups.values().stream()
        .map(Group::new)
        .sorted(Comparator.comparingLong(Group::count).reversed())
        .toList();
    return new Totals(
        succeeded, failed, cancelled, Duration.ofNanos(busyNanos), List.copyOf(slowest), byCount);
  }
}
