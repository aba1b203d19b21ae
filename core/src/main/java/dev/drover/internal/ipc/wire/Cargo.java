package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;

/** Encoded bytes as they arrive: here, or too large to be held. */
public sealed interface Cargo {
  /**
   * Bytes that are here.
   *
   * @param payload the bytes
   * @return the cargo
   */
  static Cargo of(Payload payload) {
    return new Held(payload);
  }

  /**
   * Bytes that are here.
   *
   * @param payload the bytes
   */
  record Held(Payload payload) implements Cargo {}

  /**
   * Bytes that this process had no memory for; they were read and dropped.
   *
   * @param size how many there were
   */
  record TooLarge(long size) implements Cargo {}
}
