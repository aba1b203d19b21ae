package dev.drover.testkit;

import java.io.IOException;

/** Tasks that end their own process; only for backends whose workers are processes. */
final class Deadly {
  private Deadly() {}

  /** As by the kernel or an operator. */
  static int kill() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start().waitFor();
    Thread.currentThread().join(); // the signal comes at any moment
    return 0;
  }

  /** Somebody stops a process, as with Ctrl-Z. */
  static void freeze(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
  }

  static int halt(int status) {
    Runtime.getRuntime().halt(status);
    return 0;
  }

  static int exit(int status) {
    System.exit(status);
    return 0;
  }
}
