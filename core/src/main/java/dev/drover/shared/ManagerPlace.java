package dev.drover.shared;

import java.io.Serializable;
import java.net.SocketAddress;

/**
 * Which manager, and where. Another one at the same address has another number.
 *
 * @param address where it listens
 * @param manager its number, made by chance
 */
record ManagerPlace(SocketAddress address, long manager) implements Serializable {
  /** Whichever manager is at the address. */
  static final long ANY = 0;
}
