package dev.drover.testkit.fault;

import java.io.IOException;
import java.util.Arrays;

/** What harms the process, or the machine around it. */
final class ProcessStrikes {
  private static final int CHUNK = 1 << 16;
  private static final int LINE = 80;

  private ProcessStrikes() {}

  static Object exit(long status) {
    System.exit((int) status);
    return status;
  }

  static Object halt(long status) {
    Runtime.getRuntime().halt((int) status);
    return status;
  }

  static Object forkChild() throws IOException {
    return new ProcessBuilder("sleep", "60").start().pid();
  }

  static Object print(long bytes) {
    byte[] chunk = lines();
    for (long left = bytes; left > 0; left -= CHUNK) {
      System.out.write(chunk, 0, (int) Math.min(left, CHUNK));
    }
    System.out.flush();
    return bytes;
  }

  private static byte[] lines() {
    byte[] chunk = new byte[CHUNK];
    Arrays.fill(chunk, (byte) '.');
    for (int i = LINE - 1; i < CHUNK; i += LINE) {
      chunk[i] = '\n';
    }
    return chunk;
  }

  /** By the command: the number of the signal differs between systems. */
  static Object stop() throws IOException, InterruptedException {
    String own = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-STOP", own).start().waitFor();
    return TimeStrikes.sleep();
  }
}
