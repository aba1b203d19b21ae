package dev.drover.internal.ipc.wire;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an encoded function is called: its hash.
 *
 * @param hex 64 digits
 */
public record FunctionName(String hex) {
  static final int BYTES = 32;

  /** Checks the length. */
  public FunctionName {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("function name is '%s'; it must have 64 hexadecimal digits".formatted(hex));
    }
  }

  /**
   * The name of a hash.
   *
   * @param hash 32 bytes
   * @return the name
   */
  public static FunctionName of(byte[] hash) {
    return new FunctionName(HexFormat.of().formatHex(hash));
  }

  // Both would be spun at the first call, which costs a worker twenty milliseconds of its start.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FunctionName(String name) && hex.equals(name);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
