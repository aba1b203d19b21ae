package dev.drover.internal.backend.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The state of a process as Linux tells it. */
final class ProcState {
  private ProcState() {}

  /** Whether it has been stopped by a signal or a tracer. */
  static boolean isStopped(long pid) {
    try {
      // "pid (name) state ...": the name may contain anything.
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
      String stat = new String(bytes, StandardCharsets.ISO_8859_1);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state == 'T' || state == 't';
    } catch (IOException | IndexOutOfBoundsException gone) {
      return false;
    }
  }
}
