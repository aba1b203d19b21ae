package dev.drover.internal.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of a journal: a word, two numbers and a checksum over them, so that a line that is torn, or two that have
 * become one, is none.
 *
 * @param word what it tells
 * @param key the item, or for {@link Word#MEDIAN} how many items
 * @param nanos how long
 */
record Line(Word word, long key, long nanos) {
  /** What a line tells. */
  enum Word {
    /** An item had a value after that time. */
    RAN,
    /** An item was stopped after that time, and would have taken longer. */
    STOPPED,
    /** So many items of a call had a value by then, and this was the median of their times. */
    MEDIAN
  }

  private static final HexFormat HEX = HexFormat.of();
  private static final int PARTS = 4;

  String text() {
    String body = "%s %s %d".formatted(word.name().toLowerCase(Locale.ROOT), HEX.toHexDigits(key), nanos);
    return body + " " + checksum(body) + "\n";
  }

  /** Empty if it is none, or damaged. */
  static Optional<Line> parse(String text) {
    String[] parts = text.split(" ", PARTS);
    int body = text.lastIndexOf(' ');
    if (parts.length < PARTS || !checksum(text.substring(0, body)).equals(parts[PARTS - 1])) {
      return Optional.empty();
    }
    return of(parts[0], parts[1], parts[2]);
  }

  private static Optional<Line> of(String word, String key, String nanos) {
    try {
      return Optional.of(new Line(
          Word.valueOf(word.toUpperCase(Locale.ROOT)), HexFormat.fromHexDigitsToLong(key), Long.parseLong(nanos)));
    } catch (IllegalArgumentException later) {
      return Optional.empty(); // it is whole, and of a version that knows more words
    }
  }

  private static String checksum(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
    return HEX.toHexDigits((int) crc.getValue());
  }
}
