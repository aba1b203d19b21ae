package dev.drover.lab;

import java.util.Locale;

/** How a figure is shown; it is kept as nanoseconds of the whole work, as bytes, or as a ratio. */
enum Unit {
  TIME {
    @Override
    String text(double nanos, int items) {
      return nanos < 1e3 ? scaled(nanos, "ns")
          : nanos < 1e6 ? scaled(nanos / 1e3, "us")
          : nanos < 1e9 ? scaled(nanos / 1e6, "ms")
          : scaled(nanos / 1e9, "s");
    }
  },

  RATE {
    @Override
    String text(double nanos, int items) {
      double perSecond = items * 1e9 / nanos;
      return perSecond < 1e3 ? scaled(perSecond, "/s")
          : perSecond < 1e6 ? scaled(perSecond / 1e3, "k/s")
          : scaled(perSecond / 1e6, "M/s");
    }
  },

  TIME_PER_ITEM {
    @Override
    String text(double nanos, int items) {
      return TIME.text(nanos / items, 1);
    }
  },

  RATIO {
    @Override
    String text(double ratio, int items) {
      return scaled(ratio, "x");
    }
  },

  BYTES {
    @Override
    String text(double bytes, int items) {
      return bytes < 1e3 ? scaled(bytes, "B")
          : bytes < 1e6 ? scaled(bytes / 1e3, "kB")
          : scaled(bytes / 1e6, "MB");
    }
  };

  /**
   * The figure for people.
   *
   * @param figure nanoseconds of the whole work, bytes, or a ratio
   * @param items in it
   */
  abstract String text(double figure, int items);

  /** Under what name a figure stands in the JSON. */
  String key() {
    return switch (this) {
      case TIME, RATE, TIME_PER_ITEM -> "nanos";
      case RATIO -> "ratio";
      case BYTES -> "bytes";
    };
  }

  /** Three digits that count. */
  static String plain(double value) {
    String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String scaled(double value, String unit) {
    return plain(value) + " " + unit;
  }
}
