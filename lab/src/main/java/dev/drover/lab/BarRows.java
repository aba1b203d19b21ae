package dev.drover.lab;

import java.util.Collection;
import java.util.List;

/** All that Drover has to reach, in the order in which it is told. */
final class BarRows {
  static final List<BarRow> ALL = List.of(
      BarRow.of("1,000 squares, everything included",
          "auto <= 1.05 x the plain Java loop, warm", "the loop, a few us",
          "map-squares"),
      BarRow.of("cold pool of 2 processes, map 1,000, close",
          "<= 100 ms with the AOT cache; <= 5 ms from warm spares", "bare JVM start 29 ms",
          "cold-first-pool", "cold-later-pools"),
      BarRow.of("warm process pool, 1 M tiny items",
          ">= 20 M items/s", "encode + copy",
          "map-million"),
      BarRow.of("one task there and back, warm process",
          "<= 5 us hot, <= 60 us from sleep", "0.7 us spinning, 45 us with a wake",
          "round-trip-hot", "round-trip-asleep"),
      BarRow.of("100 MB of doubles summed in a worker",
          "<= 1.1 x the sum in the caller from SharedDoubles; a plain double[] within 3 x",
          "one pass over memory, 8 ms",
          "sum-doubles"),
      BarRow.of("100 MB result",
          "<= 60 ms", "one copy",
          "big-result"),
      BarRow.of("lock, uncontended, one increment",
          "<= 25 ns", "CAS, 10 ns",
          "lock-uncontended"),
      BarRow.of("lock, 2 processes contending",
          "<= 200 ns", "-",
          "lock-contended"),
      BarRow.of("queue, 100 k ints between processes",
          "<= 0.2 us an item", "ring, 0.05 us",
          "queue"),
      BarRow.of("1,000 sleeps of 10 ms",
          "auto <= 30 ms", "10 ms",
          "sleeps"),
      BarRow.of("CPU-bound, every core",
          "efficiency >= 0.97, threads and processes", "1.0",
          "cpu-bound"),
      BarRow.of("auto against the best fixed choice, over every seed experiment",
          "<= 1.10 x on each", "1.0",
          AutoRow.all().stream().map(Experiment::name).toArray(String[]::new)),
      BarRow.of("idle worker process, private memory",
          "<= 35 MB", "25 MB",
          "idle-worker"),
      BarRow.of("engine overhead of a no-op item on threads",
          "<= 100 ns, progress on", "-",
          "overhead"),
      BarRow.of("10 M items through stream",
          "constant memory", "-",
          "stream-memory"),
      BarRow.of("isolation tax on PDF to text (350 KB)",
          ">= 0.9 x of in-JVM threads", "1.0",
          "pdf-text"),
      BarRow.of("cost grows linearly, 10^3 to 10^7 items, 1 to 64 workers",
          "an item of 10^7 <= 1.25 x one of 10^5; a decision for 64 workers <= 1.25 x one for 1", "1.0",
          "scaling", "simulated-decision"));

  private BarRows() {}

  /** The experiments that the rows name and that there are, each once. */
  static List<Experiment> experiments() {
    List<String> known = Experiments.names();
    List<String> wanted = ALL.stream()
        .map(BarRow::experiments)
        .flatMap(Collection::stream)
        .filter(known::contains)
        .distinct()
        .toList();
    return Experiments.named(wanted);
  }
}
