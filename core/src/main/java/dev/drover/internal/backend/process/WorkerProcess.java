package dev.drover.internal.backend.process;

import dev.drover.internal.host.KernelKills;
import dev.drover.internal.host.Log;
import dev.drover.internal.host.Nesting;
import dev.drover.internal.host.ProcessFamily;
import dev.drover.internal.host.ThisJvm;
import dev.drover.internal.ipc.memory.Segments;
import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.ring.Rings;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Environment;
import dev.drover.internal.ipc.wire.Printed;
import dev.drover.internal.ipc.wire.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The process of a worker, and its files. */
final class WorkerProcess {
  private static final KernelKills KERNEL = KernelKills.ofThisMachine();

  private final Process process;
  private final StatusBlock status;
  private final Optional<Rings> rings;
  private final RunDirectory directory;
  private final int number;

  /** Whether it started from a cache. */
  private final boolean trained;

  /** How often the kernel had killed for lack of memory when this process was started, or taken by a pool. */
  private volatile long kernelKills = KERNEL.count();

  private WorkerProcess(
      Process process, StatusBlock status, Optional<Rings> rings, RunDirectory directory, int number, boolean trained) {
    this.trained = trained;
    this.process = process;
    this.status = status;
    this.rings = rings;
    this.directory = directory;
    this.number = number;
  }

  static WorkerProcess launch(Recipe recipe, RunDirectory directory, int number, Secret secret, long share)
      throws IOException {
    StatusBlock status = StatusBlock.create(directory.file(number, "status"));
    Optional<Rings> rings = Optional.empty();
    Process process = null;
    try {
      rings = recipe.rings() ? Carrier.offer(directory.file(number, "rings")) : rings;
      ProcessBuilder builder = builder(recipe, directory, number, secret, share);
      if (rings.isPresent()) {
        builder.environment().put(Environment.RINGS, directory.file(number, "rings").toString());
      }
      process = builder.start();
      return new WorkerProcess(process, status, rings, directory, number, recipe.trained());
    } finally {
      if (process == null) {
        status.close();
        rings.ifPresent(Rings::close);
        deleteFiles(directory, number);
      }
    }
  }

  private static ProcessBuilder builder(
      Recipe recipe, RunDirectory directory, int number, Secret secret, long share) {
    ProcessBuilder builder = new ProcessBuilder(recipe.command())
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.file(number, "out").toFile()))
        .redirectError(ProcessBuilder.Redirect.appendTo(directory.file(number, "err").toFile()));
    Map<String, String> environment = builder.environment();
    ThisJvm.OPTION_VARIABLES.forEach(environment::remove);
    Nesting.ofThisProcess().tellChild(environment, share);
    environment.put(Environment.WORKER, Integer.toString(number));
    environment.put(Environment.SOCKET, directory.socket().toString());
    environment.put(Environment.STATUS, directory.file(number, "status").toString());
    environment.put(Environment.OUT, directory.file(number, "out").toString());
    environment.put(Environment.ERR, directory.file(number, "err").toString());
    environment.put(Environment.SECRET, secret.hex());
    environment.remove(Environment.RINGS);
    environment.remove(Environment.SESSION);
    if (WorkerCommand.LEADS_SESSION) {
      environment.put(Environment.SESSION, "1");
    }
    return builder;
  }

  /** Whether the kernel has killed somebody for lack of memory since this process was started. */
  boolean sawKernelKill() {
    return KERNEL.count() > kernelKills;
  }

  /** What the kernel did to others while it was nobody's is none of its business. */
  void taken() {
    kernelKills = KERNEL.count();
  }

  Process process() {
    return process;
  }

  /** The channel to this worker, which was let in. */
  Channel channel(Gate.Guest guest) {
    return Carrier.to(guest, rings);
  }

  StatusBlock status() {
    return status;
  }

  boolean isTrained() {
    return trained;
  }

  long pid() {
    return process.pid();
  }

  Path out() {
    return directory.file(number, "out");
  }

  Path err() {
    return directory.file(number, "err");
  }

  /** What has been printed from these positions on. */
  Printed printedSince(long outFrom, long errFrom) {
    return new Printed(outFrom, size(out()), errFrom, size(err()));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Once it has ended: whether it ran all its shutdown hooks. The worker's {@code Exit} says how that is known. */
  boolean hooksDone() {
    return !Files.exists(directory.file(number, "status"));
  }

  Optional<Path> errorFile() {
    return Optional.of(directory.path().resolve("hs_err_" + pid() + ".log")).filter(Files::exists);
  }

  /** Kills the process and whatever it has started. */
  void kill() {
    ProcessFamily.kill(process);
  }

  /** Waits for the end of the process, and sees to it that there is one. */
  int end(long patienceMillis) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (!process.waitFor(patienceMillis, TimeUnit.MILLISECONDS)) {
            kill();
          }
          return process.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends a worker that has run nobody's items, with all that belongs to it; by force if that takes too long. */
  void discard(long patienceMillis) {
    int ignored = end(patienceMillis);
    ProcessTable.killSessions(List.of(pid()));
    remove();
  }

  /** Gives memory and files back; the process must have ended. */
  void remove() {
    status.close();
    rings.ifPresent(Rings::close);
    deleteFiles(directory, number);
    Segments.sweep(pid());
  }

  private static void deleteFiles(RunDirectory directory, int number) {
    for (String kind : List.of("status", "out", "err")) {
      try {
        Files.deleteIfExists(directory.file(number, kind));
      } catch (IOException e) {
        Log.debug("removing a worker's files", e);
      }
    }
  }
}
