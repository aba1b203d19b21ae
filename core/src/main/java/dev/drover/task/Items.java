package dev.drover.task;

import org.jspecify.annotations.Nullable;

/** How an item is named in a message. */
public final class Items {
  private static final int LONGEST = 80;

  private Items() {}

  /**
   * The item as text on one line, cut if it is long. An item whose {@code toString} throws is named by its class.
   *
   * @param item any
   * @return the text
   */
  public static String brief(@Nullable Object item) {
    String text = text(item).replace('\n', ' ').replace('\r', ' ');
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }

  private static String text(@Nullable Object item) {
    try {
      return String.valueOf(item);
    } catch (RuntimeException | StackOverflowError hostile) {
      return item == null ? "null" : item.getClass().getName();
    }
  }
}
