package dev.drover.internal.backend.process;

import java.util.Optional;

/** Small texts. */
final class Texts {
  private Texts() {}

  static String message(Throwable e) {
    return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
  }
}
