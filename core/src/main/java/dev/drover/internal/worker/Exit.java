package dev.drover.internal.worker;

import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.memory.StatusBlock.Ending;
import dev.drover.internal.ipc.wire.Channel;
import java.nio.file.Path;

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
    try {
      status.ending(why);
      library.exitAtOnce(code);
    } finally {
      atAnyPrice(code);
    }
  }

  /**
   * The last resort: needs no class but this one, which is loaded. The class path may be gone, since the program was built
   * anew while it ran.
   */
  static void atAnyPrice(int code) {
    Runtime.getRuntime().halt(code);
  }

  /** Nobody is left to work for. */
  void parentGone() {
    halt(ORDERLY, Ending.NONE);
  }

  /**
   * The work is done. The thread that reads takes notice, and ends the process: the JVM waits a while for a thread that it
   * finds in a system call, so it must not be the reader that is in one.
   */
  void orderly(Channel channel) {
    status.ending(Ending.ORDERLY);
    channel.close();
  }

  /** The thread that reads has nothing more to read: runs the shutdown hooks of tasks if it is for a good reason. */
  void connectionEnded() {
    if (status.ending() == Ending.ORDERLY) {
      System.exit(ORDERLY);
    }
    parentGone();
  }

  /**
   * Lets the parent tell a task's {@code System.exit(137)} from a kill, which has the same exit value: the JVM deletes the status
   * file when all shutdown hooks are through, so one that is still there says that the process did not get that far. The
   * parent has it mapped, and needs the file no more.
   */
  void whenExiting(Path statusFile) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("drover-exit").unstarted(() -> {
      status.ending(Ending.EXITING);
      statusFile.toFile().deleteOnExit();
    }));
  }
}
