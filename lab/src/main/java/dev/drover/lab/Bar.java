package dev.drover.lab;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a contender has to reach; judged from medians. */
sealed interface Bar {
  /** The rule in a few characters. */
  String text();

  /**
   * How many times what is allowed was used: 1 or less is reached, 2 falls short by a factor of two.
   *
   * @param mine the contender's rounds
   * @param others finds another contender of the experiment by name
   */
  double factor(Series mine, Function<String, Series> others);

  /** The contenders that it is held against. */
  default Stream<String> against() {
    return Stream.empty();
  }

  /** Nothing to reach. */
  record None() implements Bar {
    @Override
    public String text() {
      return "";
    }

    @Override
    public double factor(Series mine, Function<String, Series> others) {
      return 0;
    }
  }

  /**
   * A time for the work.
   *
   * @param limit that it may take
   */
  record AtMost(Duration limit) implements Bar {
    @Override
    public String text() {
      return "<= " + Unit.TIME.text((double) limit.toNanos(), 1);
    }

    @Override
    public double factor(Series mine, Function<String, Series> others) {
      return mine.spread().median() / (double) limit.toNanos();
    }
  }

  /**
   * A time for each item.
   *
   * @param nanos that it may take
   */
  record AtMostEach(double nanos) implements Bar {
    @Override
    public String text() {
      return "<= " + Unit.TIME.text(nanos, 1);
    }

    @Override
    public double factor(Series mine, Function<String, Series> others) {
      return mine.spread().median() / (mine.items() * nanos);
    }
  }

  /**
   * Memory.
   *
   * @param bytes that may be taken
   */
  record AtMostBytes(long bytes) implements Bar {
    @Override
    public String text() {
      return "<= " + Unit.BYTES.text((double) bytes, 1);
    }

    @Override
    public double factor(Series mine, Function<String, Series> others) {
      return mine.spread().median() / (double) bytes;
    }
  }

  /**
   * A ratio that the experiment itself forms.
   *
   * @param most that it may be
   */
  record AtMostTimes(double most) implements Bar {
    @Override
    public String text() {
      return "<= " + Unit.RATIO.text(most, 1);
    }

    @Override
    public double factor(Series mine, Function<String, Series> others) {
      return mine.spread().median() / most;
    }
  }

  /**
   * A rate.
   *
   * @param perSecond items each second
   */
  record AtLeast(double perSecond) implements Bar {
    @Override
    public String text() {
      return ">= " + Unit.RATE.text(1e9 / perSecond, 1);
    }

    @Override
    public double factor(Series mine, Function<String, Series> others) {
      return perSecond * mine.spread().median() / (mine.items() * 1e9);
    }
  }

  /**
   * No slower than another contender, within a factor.
   *
   * @param factor of its time
   * @param other its name
   */
  record Within(double factor, String other) implements Bar {
    @Override
    public Stream<String> against() {
      return Stream.of(other);
    }

    @Override
    public String text() {
      return "<= " + Unit.plain(factor) + " x " + other;
    }

    @Override
    public double factor(Series mine, Function<String, Series> others) {
      return Spread.ratio(mine.figures(), others.apply(other).figures()) / factor;
    }
  }

  /**
   * No slower than the best of several others, within a factor.
   *
   * @param factor of its time
   * @param others their names
   */
  record NearBest(double factor, List<String> others) implements Bar {
    public NearBest {
      others = List.copyOf(others);
    }

    @Override
    public String text() {
      return "<= " + Unit.plain(factor) + " x the best";
    }

    @Override
    public Stream<String> against() {
      return others.stream();
    }

    @Override
    public double factor(Series mine, Function<String, Series> measured) {
      Series best = others.stream()
          .map(measured)
          .min(Comparator.comparingDouble(s -> s.spread().median()))
          .orElseThrow();
      return Spread.ratio(mine.figures(), best.figures()) / factor;
    }
  }

  /**
   * The part of a perfect speed-up that is reached.
   *
   * @param least of 1
   * @param cores that could be used
   * @param loop the contender that uses one
   */
  record Efficiency(double least, int cores, String loop) implements Bar {
    @Override
    public Stream<String> against() {
      return Stream.of(loop);
    }

    @Override
    public String text() {
      return "efficiency >= " + Unit.plain(least);
    }

    @Override
    public double factor(Series mine, Function<String, Series> others) {
      return least * cores * Spread.ratio(mine.figures(), others.apply(loop).figures());
    }
  }
}
