package dev.drover.internal.ipc.memory;

import dev.drover.internal.host.ProcessName;
import java.io.Serializable;
import java.util.Optional;

/**
 * The name of a segment, the same in every process, and of its file in every folder that has a link to it.
 *
 * @param owner the folder of the process that made it
 * @param number counted in that process
 */
record SegmentName(String owner, long number) implements Serializable {
  /** It becomes a path, so it must not lead out of the folder. */
  SegmentName {
    if (ProcessName.parse(owner).isEmpty()) {
      throw new IllegalArgumentException("no process is called '%s'".formatted(owner));
    }
  }

  Optional<ProcessName> process() {
    return ProcessName.parse(owner);
  }

  @Override
  public String toString() {
    return owner + "." + number;
  }
}
