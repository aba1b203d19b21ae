package dev.drover.lab;

import java.time.Duration;
import java.util.concurrent.Callable;

/** A figure that is no time, and that is found out once a round. */
final class Once implements Probe {
  private final Callable<Double> figure;

  Once(Callable<Double> figure) {
    this.figure = figure;
  }

  @Override
  public double round(Duration budget) throws Exception {
    return figure.call();
  }

  @Override
  public void close() {
    // nothing stays open between rounds
  }
}
