package dev.drover.lab;

/**
 * What was measured of one contender.
 *
 * @param contender who
 * @param items in one work
 * @param figures nanoseconds of the work, or bytes, the median of each round, in the order of the rounds
 * @param notRun why there are no rounds; empty if there are
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by agreement, and never compared
record Series(Contender contender, int items, double[] figures, String notRun) {
  static Series of(Contender contender, int items, double... figures) {
    return new Series(contender, items, figures, "");
  }

  static Series notRun(Contender contender, int items, String why) {
    return new Series(contender, items, new double[0], why);
  }

  boolean ran() {
    return notRun.isEmpty();
  }

  Spread spread() {
    return Spread.of(figures);
  }
}
