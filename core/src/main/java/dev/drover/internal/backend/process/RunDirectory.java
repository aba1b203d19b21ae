package dev.drover.internal.backend.process;

import dev.drover.internal.host.PrivateFolder;
import dev.drover.internal.host.ProcessFolder;
import dev.drover.internal.host.ProcessName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the files of this process: one for all its pools, made with the first and removed with the last.
 */
/*
 * <base>/drover-<user>/<pid>-<start in ms>[-<copy>]/   all mode 0700
 * lock        held by the process while it lives, so that the janitor of another one can tell, even across containers
 *     s           the socket on which the gate listens
 *     <n>.status  mapped status block of worker n
 *     <n>.rings   mapped rings of worker n, until it has them too
 *     <n>.out     what it prints
 *     <n>.err
 *     <n>.path    a class path that is too long for a command line
 *     training/   of a run that trains the cache from which workers start
 *
 * The base is a folder in memory where there is one, since the files are small, short-lived and read at once.
 */
final class RunDirectory {
  /** A Unix-domain socket has little room for its path. */
  private static final int LONGEST_PATH = 90;

  private static final Object GUARD = new Object();
  private static @Nullable RunDirectory shared;

  private final ProcessFolder folder;
  private final Gate gate;
  private final Thread atExit = Thread.ofPlatform().unstarted(this::remove);
  private final AtomicInteger workers = new AtomicInteger();
  private final Map<String, Path> classPaths = new HashMap<>();
  private @Nullable Base base;
  private int users;

  private RunDirectory(ProcessFolder folder, Gate gate) {
    this.folder = folder;
    this.gate = gate;
  }

  /** The folder of this process; {@link #release} has to follow. */
  static RunDirectory acquire() {
    synchronized (GUARD) {
      RunDirectory directory = shared;
      if (directory == null) {
        directory = create();
        Runtime.getRuntime().addShutdownHook(directory.atExit);
        shared = directory;
      }
      directory.users++;
      return directory;
    }
  }

  void release() {
    synchronized (GUARD) {
      users--;
      if (users == 0) {
        shared = null;
        forgetHook();
        remove();
      }
    }
  }

  /** Whether nobody else uses it at the moment. */
  boolean isAlone() {
    synchronized (GUARD) {
      return users == 1;
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // The hook runs as well; removing twice does no harm.
    }
  }

  private static RunDirectory create() {
    List<String> refusals = new ArrayList<>();
    for (Path base : ProcessFolder.bases()) {
      try {
        return createIn(base);
      } catch (IOException e) {
        refusals.add(base + ": " + e);
      }
    }
    throw new UncheckedIOException(new IOException(
        "no folder for the files of worker processes; tried " + String.join("; ", refusals)
            + "; set java.io.tmpdir to a short path that can be written"));
  }

  private static RunDirectory createIn(Path base) throws IOException {
    Path own = ProcessFolder.ofUser(base);
    String name = ProcessName.current().toString();
    if (!Files.isDirectory(base) || !Files.isWritable(base)) {
      throw new IOException("not a folder that can be written");
    }
    if (own.resolve(name).resolve("s").toString().length() > LONGEST_PATH) {
      throw new IOException("the path is too long for a socket");
    }
    PrivateFolder.require(own);
    new Janitor(own).sweep();
    new Janitor(own.resolve("shared")).sweep();
    new Janitor(own.resolve("sockets")).sweep();
    ProcessFolder folder = ProcessFolder.claim(own);
    return new RunDirectory(folder, Gate.open(folder.path().resolve("s")));
  }

  Gate gate() {
    return gate;
  }

  Path socket() {
    return path().resolve("s");
  }

  int nextWorker() {
    return workers.incrementAndGet();
  }

  Path file(int worker, String kind) {
    return path().resolve(worker + "." + kind);
  }

  Path path() {
    return folder.path();
  }

  /** A file with these arguments for a JVM; the same for the same text. */
  synchronized Path arguments(String text) throws IOException {
    Path known = classPaths.get(text);
    if (known == null) {
      known = path().resolve(classPaths.size() + ".path");
      Files.writeString(known, text);
      classPaths.put(text, known);
    }
    return known;
  }

  /** What workers start from. */
  synchronized Base base() throws IOException {
    Base known = base;
    if (known == null) {
      known = Base.of(path());
      base = known;
    }
    return known;
  }

  private synchronized Optional<Base> knownBase() {
    return Optional.ofNullable(base);
  }

  private void remove() {
    gate.close();
    knownBase().ifPresent(Base::close);
    folder.close();
  }
}
