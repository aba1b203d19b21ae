package dev.drover.internal.codec;

import java.util.Arrays;

/**
 * The classes that were named in one payload; usually one to three, so they are searched one by one up to a limit and
 * then named again.
 */
final class ClassNames {
  private static final int MOST = 256;

  private Class<?>[] known = new Class<?>[2];
  private int count;

  /** Writes its number, or 0 and its name and loader if it was not named before; returns whether it was not. */
  boolean write(Class<?> c, Sink out, ClassLocator locator) {
    for (int i = 0; i < count; i++) {
      if (known[i] == c) {
        out.putSize(i + 1L);
        return false;
      }
    }
    out.putSize(0);
    Scalars.chars(c.getName(), out);
    out.putSize(locator.loaderOf(c));
    remember(c);
    return true;
  }

  private void remember(Class<?> c) {
    if (count == MOST) {
      return;
    }
    if (count == known.length) {
      known = Arrays.copyOf(known, 2 * count);
    }
    known[count++] = c;
  }
}
