package dev.drover.lab;

/** The functions that are run over inputs, the same for Drover and for the peers in this JVM. */
final class Work {
  private Work() {}

  static int increment(int x) {
    return x + 1;
  }

  static int square(int x) {
    return x * x;
  }

  static int squareSlowly(int x, long millis) throws InterruptedException {
    Thread.sleep(millis);
    return x * x;
  }

  /** Never ends, and hears no interrupt. */
  static int spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  /** Ends at an interrupt only. */
  static int sleep() throws InterruptedException {
    Thread.currentThread().join();
    return 0;
  }

  static long sum(int last) {
    long sum = 1;
    for (int i = 1; i <= last; i++) {
      sum += i;
    }
    return sum;
  }

  static double logarithms(int x, int rounds) {
    double fixed = 1.0 + x;
    double last = 0;
    for (int i = 0; i < rounds; i++) {
      last = Math.log(fixed);
      fixed += 0.1;
    }
    return last;
  }
}
