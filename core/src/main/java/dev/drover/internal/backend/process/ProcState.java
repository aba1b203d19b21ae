package dev.drover.internal.backend.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The state of a process as Linux tells it. */
enum ProcState {
  /** It has been stopped by a signal or a tracer. */
  STOPPED,
  /** It has ended, and its parent has not taken notice yet. */
  ENDED,
  /** It runs or waits. */
  ALIVE,
  /** There is no such process, or no such source of news. */
  UNKNOWN;

  static ProcState of(long pid) {
    try {
      // "pid (name) state ...": the name may contain anything.
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
      String stat = new String(bytes, StandardCharsets.ISO_8859_1);
      return of(stat.charAt(stat.lastIndexOf(')') + 2));
    } catch (IOException | IndexOutOfBoundsException gone) {
      return UNKNOWN;
    }
  }

  private static ProcState of(char state) {
    return switch (state) {
      case 'T', 't' -> STOPPED;
      case 'Z', 'X', 'x' -> ENDED;
      default -> ALIVE;
    };
  }
}
