package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends one worker the frames that must not hold up whoever sends them: the other side may be frozen, or in the middle of a large
 * batch. It is rare enough for a thread that lives no longer than it takes; closing the channel ends it.
 *
 * <p>One thread at a time, so the frames arrive in their order: a worker that is told to interrupt an item before it is asked where
 * the item hangs has nothing to tell any more.
 */
final class Control {
  private final Executor sender = new ThreadPoolExecutor(
      0, 1, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(),
      Thread.ofPlatform().daemon().name("drover-control").factory());

  void send(Channel channel, Frame... frames) {
    List<Frame> all = List.of(frames);
    sender.execute(() -> sendAll(channel, all));
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
