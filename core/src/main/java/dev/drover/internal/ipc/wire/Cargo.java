package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;
import java.util.Optional;

/** Encoded bytes as they arrive: here, or too large to be held. */
public sealed interface Cargo {
  /**
   * What is here.
   *
   * @return the bytes, empty if they were too large
   */
  Optional<Payload> held();

  /**
   * How many there are, or were.
   *
   * @return in bytes
   */
  long size();

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
  record Held(Payload payload) implements Cargo {
    @Override
    public Optional<Payload> held() {
      return Optional.of(payload);
    }

    @Override
    public long size() {
      return payload.sizeInAll();
    }
  }

  /**
   * Bytes that this process had no memory for; they were read and dropped.
   *
   * @param size how many there were
   */
  record TooLarge(long size) implements Cargo {
    @Override
    public Optional<Payload> held() {
      return Optional.empty();
    }
  }
}
