package dev.drover.internal.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Whether this process runs under a debugger: whoever stands at a breakpoint must not lose the item to its timeout. The agent
 * may come from the command line, a file that it names, a variable or an attached tool, so the library itself is looked for;
 * where that can't be seen, what asks for it.
 */
public final class Debugger {
  private static final boolean ATTACHED = isLoaded() || isAskedFor();
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  /** The system property with the number of the worker process that waits for a debugger. */
  public static final String WORKER = "drover.debug.worker";

  private Debugger() {}

  /**
   * Whether there is a debugger.
   *
   * @return the same for the life of this process
   */
  public static boolean isAttached() {
    return ATTACHED;
  }

  /**
   * Whether timeouts don't count; asked by whoever has one, and told in the log the first time.
   *
   * @return true under a debugger, or if a worker waits for one
   */
  public static boolean suspendsTimeouts() {
    boolean suspends = ATTACHED || worker().isPresent();
    if (suspends && TOLD.compareAndSet(false, true)) {
      String why = ATTACHED ? "a debugger is attached" : "a worker waits for a debugger";
      Log.info(why + ": timeouts are off");
    }
    return suspends;
  }

  /**
   * Which worker process is to wait for a debugger.
   *
   * @return its number in the order in which they are started, from 1; empty for none
   */
  public static OptionalInt worker() {
    int number = Integer.getInteger(WORKER, 0);
    return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
  }

  private static boolean isLoaded() {
    // Names of files need not be text in this encoding; only one that is plain is looked for.
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.endsWith("/libjdwp.so"));
    } catch (IOException | UncheckedIOException noProc) {
      return false;
    }
  }

  private static boolean isAskedFor() {
    Stream<String> arguments = Stream.of(ProcessHandle.current().info().arguments().orElse(new String[0]));
    Stream<String> variables = ThisJvm.OPTION_VARIABLES.stream()
        .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
        .flatMap(text -> Stream.of(text.split("\\s+")));
    return Stream.concat(arguments, variables).anyMatch(a -> a.startsWith("-agentlib:jdwp") || a.startsWith("-Xrunjdwp"));
  }
}
