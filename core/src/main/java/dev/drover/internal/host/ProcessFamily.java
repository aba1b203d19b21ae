package dev.drover.internal.host;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process together with whatever it has started. */
public final class ProcessFamily {
  private ProcessFamily() {}

  /**
   * Kills it, without waiting for its end.
   *
   * @param process the eldest
   * @return all that were killed, the process among them
   */
  public static List<ProcessHandle> kill(Process process) {
    List<ProcessHandle> family = new ArrayList<>();
    // Looked for first: when the process is gone, what it has started is nobody's.
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      descendants.forEach(family::add);
    }
    family.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    family.add(process.toHandle());
    return family;
  }
}
