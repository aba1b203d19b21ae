package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import java.io.IOException;
import java.util.List;

/**
 * Sends frames that must not hold up whoever sends them: the other side may be frozen, or in the middle of a large batch. It
 * is rare enough for a thread of its own; closing the channel ends it.
 */
final class Control {
  private Control() {}

  static void send(Channel channel, Frame... frames) {
    List<Frame> all = List.of(frames);
    Thread.ofPlatform().daemon().name("drover-control").start(() -> sendAll(channel, all));
  }

  private static void sendAll(Channel channel, List<Frame> frames) {
    try {
      for (Frame frame : frames) {
        channel.send(frame);
      }
      channel.flush();
    } catch (IOException gone) {
      Log.debug("sending to a worker", gone);
    }
  }
}
