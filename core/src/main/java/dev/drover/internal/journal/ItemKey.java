package dev.drover.internal.journal;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what an item is known in a later call: a hash of its class and its text; of a file, its absolute path. That takes
 * no encoding, and a file that has changed is still the best guess for itself: a guess is all that is wanted. An item
 * whose class has no text of its own is not known.
 */
final class ItemKey {
  /** Of an item that can't be known again. */
  static final long NONE = 0;
  /** Of a longer text the beginning and the length have to do. */
  private static final int MOST = 1 << 16;

  private static final ClassValue<Boolean> HAS_TEXT = new ClassValue<>() {
    @Override
    protected Boolean computeValue(Class<?> type) {
      try {
        return type.getMethod("toString").getDeclaringClass() != Object.class;
      } catch (NoSuchMethodException | LinkageError e) {
        return false;
      }
    }
  };

  private ItemKey() {}

  /** Calls {@code toString} of an input, which is the user's: not under a lock. */
  static long of(@Nullable Object input) {
    try {
      return input == null ? NONE : text(input).map(ItemKey::hash).orElse(NONE);
    } catch (RuntimeException | StackOverflowError hostile) {
      return NONE;
    }
  }

  private static Optional<String> text(Object input) {
    if (input instanceof Path path) {
      return Optional.of("file:" + path.toAbsolutePath().normalize());
    }
    if (input instanceof File file) {
      return text(file.toPath());
    }
    return HAS_TEXT.get(input.getClass()) ? Optional.of(input.getClass().getName() + ":" + input) : Optional.empty();
  }

  private static long hash(String text) {
    String some = text.length() <= MOST ? text : text.length() + text.substring(0, MOST);
    byte[] digest = sha256().digest(some.getBytes(StandardCharsets.UTF_8));
    long key = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      key = (key << Byte.SIZE) | (digest[i] & 0xff);
    }
    return key == NONE ? 1 : key;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
