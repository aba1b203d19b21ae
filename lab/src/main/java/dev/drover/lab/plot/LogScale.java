package dev.drover.lab.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where a number goes on an axis on which each step of the same length is the same factor.
 *
 * @param least the number at the beginning, above 0
 * @param most the number at the end, above the first
 * @param from the place of the beginning
 * @param to the place of the end
 */
record LogScale(double least, double most, double from, double to) {
  /** From one power of ten to another, such that all numbers fit between them. */
  static LogScale around(DoubleStream numbers, double from, double to) {
    double[] positive = numbers.filter(n -> n > 0).toArray();
    double least = DoubleStream.of(positive).min().orElse(1);
    double most = DoubleStream.of(positive).max().orElse(10);
    int low = (int) Math.floor(Math.log10(least));
    int high = Math.max(low + 1, (int) Math.ceil(Math.log10(most)));
    return new LogScale(Math.pow(10, low), Math.pow(10, high), from, to);
  }

  /** Numbers beyond an end are put at that end. */
  double place(double number) {
    double held = Math.clamp(number, least, most);
    return from + (to - from) * Math.log(held / least) / Math.log(most / least);
  }

  /** The powers of ten, the ends included; every second or third one where there are many. */
  List<Double> ticks() {
    int low = (int) Math.round(Math.log10(least));
    int high = (int) Math.round(Math.log10(most));
    int step = Math.max(1, Math.ceilDiv(high - low, 7));
    List<Double> ticks = new ArrayList<>();
    for (int power = low; power <= high; power += step) {
      ticks.add(Math.pow(10, power));
    }
    return ticks;
  }
}
