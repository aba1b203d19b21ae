package dev.drover.lab;

import java.time.Duration;
import java.util.function.Function;

/** What a contender has to reach; judged from medians. */
sealed interface Bar {
  /** The rule in a few characters. */
  String text();

  /**
   * Whether it was reached.
   *
   * @param mine the contender's rounds
   * @param others finds another contender of the experiment by name
   */
  boolean reached(Series mine, Function<String, Series> others);

  /** Nothing to reach. */
  record None() implements Bar {
    @Override
    public String text() {
      return "";
    }

    @Override
    public boolean reached(Series mine, Function<String, Series> others) {
      return true;
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
    public boolean reached(Series mine, Function<String, Series> others) {
      return mine.spread().median() <= limit.toNanos();
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
    public boolean reached(Series mine, Function<String, Series> others) {
      return mine.items() * 1e9 / mine.spread().median() >= perSecond;
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
    public String text() {
      return "<= " + Unit.plain(factor) + " x " + other;
    }

    @Override
    public boolean reached(Series mine, Function<String, Series> others) {
      return Spread.ratio(mine.nanos(), others.apply(other).nanos()) <= factor;
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
    public String text() {
      return "efficiency >= " + Unit.plain(least);
    }

    @Override
    public boolean reached(Series mine, Function<String, Series> others) {
      return 1 / (cores * Spread.ratio(mine.nanos(), others.apply(loop).nanos())) >= least;
    }
  }
}
