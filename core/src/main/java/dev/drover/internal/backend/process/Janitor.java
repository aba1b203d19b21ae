package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.PrivateFolder;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Removes what processes that were killed have left behind. A folder is removed if no such process is alive and nobody holds
 * its lock: a process in another container is not seen, but its lock is.
 *
 * <p>A worker ends by itself when its parent is gone, unless it was stopped by a signal before: it can't notice anything then.
 * Such a one is known by the folder that its command line names, and killed.
 */
final class Janitor {
  static final String LOCK = "lock";

  private final Path folder;

  Janitor(Path folder) {
    this.folder = folder;
  }

  void sweep() {
    try (Stream<Path> siblings = Files.list(folder)) {
      siblings.filter(Janitor::isDead).forEach(Janitor::remove);
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

  private static boolean isDead(Path sibling) {
    return ProcessName.parse(sibling.getFileName().toString()).filter(name -> !name.isAlive()).isPresent()
        && !isLocked(sibling.resolve(LOCK));
  }

  private static boolean isLocked(Path lock) {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock mine = channel.tryLock()) {
      return mine == null;
    } catch (NoSuchFileException none) {
      return false;
    } catch (IOException unknown) {
      return true;
    }
  }
}
