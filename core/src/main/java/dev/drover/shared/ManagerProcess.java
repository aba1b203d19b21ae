package dev.drover.shared;

import dev.drover.ChildProcess;
import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.socket.SharedKey;
import dev.drover.task.ChildOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A manager in a process of its own: a child that does nothing else, and ends with its parent. */
final class ManagerProcess implements ManagerService {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ChildProcess<?> child;

  private ManagerProcess(ChildProcess<?> child) {
    this.child = child;
  }

  /** Returns when it can be called. */
  static ManagerProcess start(ManagerPlace place, byte[] key, UnaryOperator<ChildOptions> options) {
    ChildProcess<?> child = ChildProcess.of(
        () -> serve(place, key), o -> options.apply(o.name("manager").daemon(true)));
    ManagerProcess process = new ManagerProcess(child.start());
    boolean up = false;
    try {
      process.awaitUp(place);
      up = true;
      return process;
    } finally {
      if (!up) {
        process.close();
      }
    }
  }

  /** In the child. */
  private static void serve(ManagerPlace place, byte[] key) throws IOException, InterruptedException {
    try (ManagerServer server =
        ManagerServer.open(place.address(), SharedKey.of(key), Optional.empty(), place.manager())) {
      server.awaitEnd();
    }
  }

  private void awaitUp(ManagerPlace place) {
    try {
      boolean _ = Waits.until(_ -> ManagerClient.find(place).isPresent() || !child.isAlive(), Patience.deaf());
      if (!child.isAlive()) {
        Object never = child.value();
        throw new IllegalStateException("the manager has ended before it was up, with " + never);
      }
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Asks it to end, so that what it has opened may close, and sees to it. An interrupt makes it quick. */
  @Override
  public void close() {
    try {
      child.terminate();
      boolean _ = child.join(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      child.close();
    }
  }
}
