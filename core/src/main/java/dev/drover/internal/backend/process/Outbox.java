package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Recent;
import java.io.IOException;

/** What one worker is sent: batches, and before them their functions if it does not have them. Feeder thread only. */
final class Outbox {
  private final Recent<Boolean> functions = new Recent<>();

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
