package dev.drover.internal.backend.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A backend's share in the folder of this process, taken when the first worker needs it: a pool that is not used leaves no trace. */
final class Home {
  private @Nullable RunDirectory directory;

  /** The folder; made if it is not there. */
  synchronized RunDirectory get() {
    RunDirectory known = directory;
    if (known == null) {
      known = RunDirectory.acquire();
      directory = known;
    }
    return known;
  }

  synchronized void release() {
    Optional.ofNullable(directory).ifPresent(RunDirectory::release);
    directory = null;
  }
}
