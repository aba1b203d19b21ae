package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.ring.Rings;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.FrameLink;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What carries the frames between this process and a worker: rings in shared memory where both can map them, the socket alone
 * where not. The property {@value #PROPERTY} chooses, for tests and to find out whether it makes a difference.
 */
final class Carrier {
  /** {@code rings}, which is the default, or {@code socket}. */
  static final String PROPERTY = "drover.channel";

  private static final String RINGS = "rings";
  private static final String SOCKET = "socket";
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private Carrier() {}

  /** Whether workers that are started now are to be spoken to through rings. */
  static boolean wantsRings() throws IOException {
    return wantsRings(System.getProperty(PROPERTY, RINGS));
  }

  /** Makes rings for a worker that is about to be started; empty if it has to do without. */
  static Optional<Rings> offer(Path file) throws ClosedByInterruptException {
    try {
      return Optional.of(Rings.create(file));
    } catch (ClosedByInterruptException givenUp) {
      throw givenUp; // nothing is wrong with the memory
    } catch (IOException | UnsupportedOperationException e) {
      tellOnce("this process has no shared memory for them: " + Texts.message(e));
      return Optional.empty();
    }
  }

  private static boolean wantsRings(String wish) throws IOException {
    if (!wish.equals(RINGS) && !wish.equals(SOCKET)) {
      throw new IOException("%s is %s; it must be %s or %s; leave it out for %s".formatted(PROPERTY, wish, RINGS, SOCKET, RINGS));
    }
    return wish.equals(RINGS);
  }

  /** The channel to a worker that was let in; it has said what it can use. */
  static Channel to(Gate.Guest guest, Optional<Rings> offered) {
    SocketChannel socket = guest.socket();
    boolean both = offered.isPresent() && guest.hello().rings();
    if (offered.isPresent() && !both) {
      offered.get().close();
      tellOnce("a worker could not map them");
    }
    return both ? offered.get().toWorker(socket) : new FrameLink(socket);
  }

  private static void tellOnce(String why) {
    if (TOLD.compareAndSet(false, true)) {
      Log.info("workers are spoken to through sockets instead of rings in shared memory, which takes longer; " + why);
    }
  }
}
