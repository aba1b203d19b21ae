package dev.drover.internal.backend.process;

import java.util.stream.Stream;

/** Whether this process runs under a debugger: whoever stands at a breakpoint must not lose the item to its timeout. */
final class Debugger {
  private static final boolean ATTACHED = Stream.of(ProcessHandle.current().info().arguments().orElse(new String[0]))
      .anyMatch(a -> a.startsWith("-agentlib:jdwp") || a.startsWith("-Xrunjdwp"));

  private Debugger() {}

  static boolean isAttached() {
    return ATTACHED;
  }
}
