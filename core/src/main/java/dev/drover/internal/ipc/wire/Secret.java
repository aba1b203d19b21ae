package dev.drover.internal.ipc.wire;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What a worker must know to be let in: 32 random bytes. Never printed. Immutable. */
public final class Secret {
  static final int BYTES = 32;

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A new one.
   *
   * @return unlike any other
   */
  public static Secret create() {
    byte[] bytes = new byte[BYTES];
    // Not kept: workers load this class too, and have no use for a source of random bytes.
    new SecureRandom().nextBytes(bytes);
    return new Secret(bytes);
  }

  /**
   * Reads {@link #hex()} back.
   *
   * @param hex 64 digits
   * @return the secret
   */
  public static Secret parse(String hex) {
    return new Secret(HexFormat.of().parseHex(hex));
  }

  static Secret of(byte[] bytes) {
    return new Secret(bytes);
  }

  /**
   * For the environment of a worker.
   *
   * @return 64 digits
   */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Whether it is the same, in a time that does not depend on where they differ.
   *
   * @param other another
   * @return true if it is
   */
  public boolean matches(Secret other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
