package dev.drover.internal.backend.process;

import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A worker process that is ready and belongs to no slot yet. Nobody reads what it sends until then: a thread that its
 * {@code onWorkerStart} has left behind waits for the classes that it asks for.
 *
 * @param process of the worker
 * @param link to it
 * @param clockOffset what to add to times of its clock
 */
record Spare(WorkerProcess process, Channel link, long clockOffset) {
  private static final long END_WITHIN_MILLIS = 2000;

  /** Starts one and waits until it is ready. */
  static Spare start(Site site) throws IOException {
    Launch launch = new Launch(site.home().get());
    try (launch) {
      WorkerProcess process = launch.start(site, site.heaps().usual());
      Optional<Spare> spare = Optional.empty();
      try {
        Gate.Guest guest = launch.awaitGuest().orElseThrow(() -> new IOException("its process ended"));
        Spare arrived = new Spare(process, process.channel(guest), guest.clockOffset());
        arrived.link.sendNow(Launch.welcome(site));
        arrived.awaitReady(site, site.context().options().startTimeout());
        spare = Optional.of(arrived);
        return arrived;
      } finally {
        if (spare.isEmpty()) {
          process.kill();
          process.discard(END_WITHIN_MILLIS);
        }
      }
    }
  }

  /** An initialiser that hangs is ended with its process. */
  private void awaitReady(Site site, Duration limit) throws IOException {
    CompletableFuture<Void> tooLate = CompletableFuture.runAsync(
        process::kill, CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS));
    try {
      awaitReady(site);
    } finally {
      tooLate.cancel(false);
    }
  }

  private void awaitReady(Site site) throws IOException {
    Optional<Frame> frame = link.receive();
    while (frame.isPresent() && frame.get() instanceof Frame.ClassRequest request) {
      link.sendNow(site.answer(request));
      frame = link.receive();
    }
    if (!(frame.orElse(null) instanceof Frame.Ready)) {
      throw new IOException("onWorkerStart failed, or the process ended");
    }
  }

  boolean isAlive() {
    return process.process().isAlive();
  }

  /** Ends it in good order, or by force if that takes too long. */
  void end() {
    new Control().send(link, new Frame.Bye());
    process.discard(END_WITHIN_MILLIS);
    link.close();
  }
}
