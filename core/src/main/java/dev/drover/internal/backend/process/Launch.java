package dev.drover.internal.backend.process;

import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Secret;
import dev.drover.task.VoidCall;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The start of one worker: its process, and its arrival at the gate. Keeper thread only. */
final class Launch implements AutoCloseable {
  private static final long CONNECT_WITHIN_SECONDS = 20;

  private final RunDirectory directory;
  private final int number;
  private final Secret secret = Secret.create();
  private final CompletableFuture<Gate.Guest> guest;
  private @Nullable WorkerProcess process;

  Launch(RunDirectory directory) {
    this.directory = directory;
    this.number = directory.nextWorker();
    this.guest = directory.gate().expect(number, secret);
  }

  /** For a pool. */
  WorkerProcess start(Site site, long heap) throws IOException {
    WorkerCommand command = site.command(heap);
    WorkerProcess launched = start(command.recipe(directory, DebugWorker.flags(number)), site.heaps().share());
    site.tally().started();
    return launched;
  }

  /** So that it may plan with this share of the memory until it is told another. */
  WorkerProcess start(Recipe recipe, long share) throws IOException {
    WorkerProcess launched = WorkerProcess.launch(recipe, directory, number, secret, share);
    process = launched;
    return launched;
  }

  /** Waits for the greeting; empty if the process has ended before. */
  Optional<Gate.Guest> awaitGuest() throws IOException {
    WorkerProcess launched = Optional.ofNullable(process).orElseThrow();
    try {
      CompletableFuture.anyOf(guest, launched.process().onExit())
          .get(DebugWorker.connectWithin(number, CONNECT_WITHIN_SECONDS), TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IOException("it did not connect within %d s".formatted(CONNECT_WITHIN_SECONDS), e);
    }
    Optional<Gate.Guest> arrived = Optional.ofNullable(guest.getNow(null));
    if (arrived.isEmpty() && launched.isTrained()) {
      doubtCache(launched);
    }
    return arrived;
  }

  /** A JVM that crashes before it runs anything may have got a broken cache. */
  private void doubtCache(WorkerProcess dead) throws IOException {
    if (dead.errorFile().isPresent()) {
      directory.base().distrust();
    }
  }

  /** What a worker is told first. */
  static Frame.Welcome welcome(Site site) throws IOException {
    return new Frame.Welcome(
        encode(site, site.context().options().onWorkerStart(), "onWorkerStart"),
        encode(site, site.context().options().onWorkerStop(), "onWorkerStop"),
        site.classes().contextLoader(),
        site.heaps().share());
  }

  private static Optional<Payload> encode(Site site, Optional<VoidCall> hook, String name) throws IOException {
    if (hook.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(site.codec().encode(hook.get()));
    } catch (NotEncodableException e) {
      throw new IOException("%s can't travel to a worker process: %s".formatted(name, Texts.message(e)), e);
    }
  }

  /** Nobody is expected any more. */
  @Override
  public void close() {
    directory.gate().forget(number);
  }
}
