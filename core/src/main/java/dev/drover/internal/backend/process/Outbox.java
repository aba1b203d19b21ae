package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Recent;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * What one worker is sent: batches, and before them their functions if it does not have them. For who feeds the slot: its feeder, or the
 * thread that the slot was lent to.
 */
final class Outbox {
  private final Recent<Boolean> functions = new Recent<>();

  /**
   * In a thread that anybody may interrupt; what is not for it is done elsewhere. The worker has the items in hand, so whatever keeps
   * this thread from sending them ends the connection: the keeper finds out, and judges.
   */
  void sendFromCaller(Channel to, Outgoing outgoing, Executor elsewhere) {
    try {
      if (functions.touch(outgoing.function().name()).isEmpty() || !to.trySend(outgoing.frame(), elsewhere)) {
        elsewhere.execute(() -> send(to, outgoing));
      }
    } catch (IOException dead) {
      Log.debug("sending a batch", dead);
    } catch (RuntimeException | Error e) {
      Log.warn("sending a batch from its caller's thread", e);
      to.close();
    }
  }

  /** If that fails, the keeper finds out too, and judges. */
  void send(Channel to, Outgoing outgoing) {
    try {
      if (functions.touch(outgoing.function().name()).isEmpty()) {
        functions.add(outgoing.function().name(), true);
        to.send(new Frame.Function(outgoing.function().name(), Cargo.of(outgoing.function().code())));
      }
      to.sendNow(outgoing.frame());
    } catch (IOException dead) {
      Log.debug("sending a batch", dead);
    }
  }
}
