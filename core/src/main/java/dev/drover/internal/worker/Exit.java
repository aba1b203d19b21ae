package dev.drover.internal.worker;

import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.memory.StatusBlock.Ending;

/** The ways in which a worker ends by itself. */
final class Exit {
  static final int ORDERLY = 0;
  static final int OUT_OF_MEMORY = 3;
  static final int BROKEN = 4;

  private final StatusBlock status;
  private final CLibrary library;

  Exit(StatusBlock status, CLibrary library) {
    this.status = status;
    this.library = library;
  }

  /** Ends at once: no shutdown hook of a task can hold it up. */
  void halt(int code, Ending why) {
    status.ending(why);
    Runtime.getRuntime().halt(code);
  }

  /** Nobody is left to work for. */
  void parentGone() {
    library.exitAtOnce(ORDERLY);
    halt(ORDERLY, Ending.NONE);
  }

  /** Lets the parent tell a task's {@code System.exit(137)} from a kill, which has the same exit value. */
  void whenExiting() {
    Runtime.getRuntime().addShutdownHook(
        Thread.ofPlatform().name("drover-exit").unstarted(() -> status.ending(Ending.EXITING)));
  }
}
