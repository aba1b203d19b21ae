package dev.drover.internal.backend.process;

import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Practice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A spare in the depot: a worker process that was let in and not welcomed yet. It has run nothing of anybody's but ours, so
 * whoever needs one of its recipe may have it.
 *
 * @param recipe by which it was started
 * @param process of the worker
 * @param link to it
 * @param clockOffset what to add to times of its clock
 * @param since when it has been waiting, on our clock
 */
record Parked(Recipe recipe, WorkerProcess process, Channel link, long clockOffset, long since) {
  /** Thirty heartbeats: one that has missed them is frozen, as far as can be told. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long END_WITHIN_MILLIS = 2000;

  /** Some hundred items of each kind: more would be compiled better, and cost more of a core. */
  private static final int ROUNDS = 10;
  private static final int BATCHES = 2;
  private static final int ITEMS = 32;

  /** On a machine so busy that it takes longer, less has to do. */
  private static final long PRACTISE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** One that does not even come through a single round is stopped, or can't be used. */
  private static final long PRACTISE_WITHIN_SECONDS = 30;

  /** Starts one and waits until it is there, with these classes loaded. */
  static Parked start(RunDirectory directory, Recipe recipe, List<String> classes, BooleanSupplier goesOn) throws IOException {
    Launch launch = new Launch(directory);
    try (launch) {
      WorkerProcess process = launch.start(recipe, recipe.heap() + MemoryPlan.BESIDES_HEAP);
      Optional<Parked> parked = Optional.empty();
      try {
        Gate.Guest guest = launch.awaitGuest().orElseThrow(() -> new IOException("its process ended"));
        Channel link = process.channel(guest);
        practise(process, link, classes, goesOn);
        parked = Optional.of(new Parked(recipe, process, link, guest.clockOffset(), System.nanoTime()));
        return parked.get();
      } finally {
        if (parked.isEmpty()) {
          process.kill();
          process.discard(END_WITHIN_MILLIS);
        }
      }
    }
  }

  /** Runs some items of ours, so that the first ones of those who take it don't run in cold code, nor wait for a jar to be opened. */
  private static void practise(WorkerProcess process, Channel link, List<String> classes, BooleanSupplier goesOn)
      throws IOException {
    CompletableFuture<Void> tooLate = CompletableFuture.runAsync(
        process::kill, CompletableFuture.delayedExecutor(PRACTISE_WITHIN_SECONDS, TimeUnit.SECONDS));
    long end = System.nanoTime() + PRACTISE_NANOS;
    boolean through = false;
    try {
      link.sendNow(new Frame.Rest());
      Practice practice = new Practice(link, ITEMS);
      practice.awaitReady();
      practice.meet(classes);
      for (int i = 0; i < ROUNDS && System.nanoTime() < end && goesOn.getAsBoolean(); i++) {
        practice.round(BATCHES);
      }
      through = true;
    } finally {
      tooLate.cancel(false);
      if (!through) {
        link.close();
      }
    }
  }

  /** Whether it lives and hears: neither dead, even if nobody has taken notice yet, nor stopped. */
  boolean isFit(long now) {
    long beat = process.status().heartbeat();
    boolean beats = beat == 0 || now - (beat + clockOffset) < SILENT_NANOS;
    return process.process().isAlive() && beats && ProcessTable.mayRun(process.pid());
  }

  /** It has nothing to finish, so the end of the connection is all that it has to hear. */
  void hangUp() {
    link.close();
  }

  /** Waits until it is gone, or sees to it. */
  void end() {
    hangUp();
    process.discard(END_WITHIN_MILLIS);
  }
}
