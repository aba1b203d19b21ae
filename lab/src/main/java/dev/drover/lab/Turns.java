package dev.drover.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures contenders in turn: A B C, A B C, ...
 *
 * <p>All are opened first and stay open, so that each is warm when its turn comes and whatever else happens on the machine falls on
 * all of them. The first rounds are thrown away. A contender that fails once is out, and its reason is kept in place of figures:
 * there is no figure without its measurement.
 */
final class Turns {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Scale scale;
  private final int items;
  private final Map<Contender, Probe> open = new LinkedHashMap<>();
  private final Map<Contender, List<Double>> figures = new LinkedHashMap<>();
  private final Map<Contender, String> failures = new LinkedHashMap<>();

  Turns(Scale scale, int items) {
    this.scale = scale;
    this.items = items;
  }

  List<Series> measure(List<Contender> contenders) {
    try {
      contenders.forEach(this::open);
      for (int round = -scale.warmUps(); round < scale.rounds(); round++) {
        turn(round >= 0);
      }
    } finally {
      open.forEach(this::close);
    }
    return contenders.stream().map(this::series).toList();
  }

  private void open(Contender contender) {
    try {
      open.put(contender, contender.opener().open());
    } catch (Exception e) {
      fail(contender, e);
    }
  }

  private void turn(boolean counts) {
    open.forEach((contender, probe) -> {
      if (!failures.containsKey(contender)) {
        round(contender, probe, counts);
      }
    });
  }

  private void round(Contender contender, Probe probe, boolean counts) {
    try {
      if (!counts) {
        var _ = Deadline.within(LIMIT, () -> warm(probe));
      } else {
        double nanos = Deadline.within(LIMIT, () -> probe.round(scale.budget()));
        figures.computeIfAbsent(contender, _ -> new ArrayList<>()).add(nanos);
      }
    } catch (Exception e) {
      fail(contender, e);
    }
  }

  private Probe warm(Probe probe) throws Exception {
    probe.warmUp(scale.warmUp());
    return probe;
  }

  private void close(Contender contender, Probe probe) {
    try {
      var _ = Deadline.within(LIMIT, () -> {
        probe.close();
        return contender;
      });
    } catch (Exception e) {
      fail(contender, e);
    }
  }

  private void fail(Contender contender, Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    failures.putIfAbsent(contender, e instanceof NotRunException n ? String.valueOf(n.getMessage()) : e.toString());
  }

  private Series series(Contender contender) {
    String failure = failures.get(contender);
    return failure != null
        ? Series.notRun(contender, items, failure)
        : Series.of(contender, items, figures.getOrDefault(contender, List.of()).stream().mapToDouble(d -> d).toArray());
  }
}
