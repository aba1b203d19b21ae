package dev.drover.internal.backend.process;

import dev.drover.internal.host.Debugger;
import dev.drover.internal.host.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * One worker that waits for a debugger before it does anything: {@code -Ddrover.debug.worker=1} for the first that is started. It
 * listens on the loopback address only, on a port that is free at that moment, which is told in the log.
 */
final class DebugWorker {
  private static final long DAYS = TimeUnit.DAYS.toSeconds(7);

  private DebugWorker() {}

  private static boolean isIt(int worker) {
    return Debugger.worker().equals(OptionalInt.of(worker));
  }

  /** What its command line needs besides; nothing for other workers. */
  static List<String> flags(int worker) throws IOException {
    if (!isIt(worker)) {
      return List.of();
    }
    String address = InetAddress.getLoopbackAddress().getHostAddress() + ":" + freePort();
    Log.warn("worker %d waits for a debugger at %s; timeouts are off".formatted(worker, address));
    return List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=" + address);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** How long a worker may take until it connects: a person has to press a key first. */
  static long connectWithin(int worker, long seconds) {
    return isIt(worker) ? DAYS : seconds;
  }
}
