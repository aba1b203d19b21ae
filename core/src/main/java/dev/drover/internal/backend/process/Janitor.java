package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.PrivateFolder;
import dev.drover.internal.host.ProcessFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Removes what processes that were killed have left behind. A folder is removed if no such process is alive and nobody holds
 * its lock: a process in another container is not seen, but its lock is.
 *
 * <p>A worker ends by itself when its parent is gone, unless it was stopped by a signal before: it can't notice anything then.
 * Such a one is known by the folder that its command line names, and killed.
 */
final class Janitor {
  private final Path folder;

  Janitor(Path folder) {
    this.folder = folder;
  }

  void sweep() {
    try (Stream<Path> siblings = Files.list(folder)) {
      siblings.filter(ProcessFolder::isDead).forEach(Janitor::remove);
    } catch (NoSuchFileException nothingToSweep) {
      // nobody has made it yet
    } catch (IOException e) {
      Log.debug("sweeping " + folder, e);
    }
  }

  private static void remove(Path sibling) {
    String named = WorkerCommand.ERROR_FILE + sibling + File.separator;
    ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().filter(line -> line.contains(named)).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
    PrivateFolder.delete(sibling);
  }
}
