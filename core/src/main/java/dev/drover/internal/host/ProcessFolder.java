package dev.drover.internal.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A private folder that belongs to this process: removed by it, or by any other one that finds its owner dead. Its
 * owner holds a lock in it while it lives, so that a process in another container, which does not see the owner, sees
 * that it lives.
 */
public final class ProcessFolder implements AutoCloseable {
  /** The name of the lock. */
  public static final String LOCK = "lock";

  private static final int MOST_COPIES = 100;

  private final Path path;
  private final FileChannel lock;

  private ProcessFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Where Drover keeps this user's folders.
   *
   * @param base a folder that many users write into
   * @return need not exist
   */
  public static Path ofUser(Path base) {
    return base.resolve("drover-" + user());
  }

  /**
   * Folders that many users write into, for files that are small and short-lived: those in memory first.
   *
   * @return need not exist
   */
  public static List<Path> bases() {
    List<Path> bases = new ArrayList<>();
    Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).map(Path::of).ifPresent(bases::add);
    bases.add(Path.of("/dev/shm"));
    bases.add(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    return bases;
  }

  private static String user() {
    try {
      return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException noProc) {
      return System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9]", "_");
    }
  }

  /**
   * Makes a folder for this process.
   *
   * @param parent private, and there
   * @return the folder, named by the process
   * @throws IOException if it can't be made
   */
  public static ProcessFolder claim(Path parent) throws IOException {
    Path path = create(parent, ProcessName.current().toString());
    FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IOException("the folder is locked by another process");
    }
    return new ProcessFolder(path, lock);
  }

  /** A process may have several copies of Drover, each in a class loader that knows nothing of the others. */
  private static Path create(Path parent, String process) throws IOException {
    for (int copy = 0; copy < MOST_COPIES; copy++) {
      Path path = parent.resolve(copy == 0 ? process : process + "-" + copy);
      try {
        return Files.createDirectory(path, PrivateFolder.attribute());
      } catch (FileAlreadyExistsException another) {
        // not touched: opening and closing its lock would release it
      }
    }
    throw new IOException("%d copies of Drover in this process have folders in it".formatted(MOST_COPIES));
  }

  /**
   * Where it is.
   *
   * @return the folder
   */
  public Path path() {
    return path;
  }

  /** Removes it and what is in it. */
  @Override
  public void close() {
    PrivateFolder.delete(path);
    Quietly.close(lock, "the lock of " + path);
  }

  /**
   * Whether a folder belonged to a process that is gone.
   *
   * @param folder any
   * @return false if it is not named by a process
   */
  public static boolean isDead(Path folder) {
    return ProcessName.parse(folder.getFileName().toString()).filter(name -> !name.isAlive()).isPresent()
        && !isLocked(folder.resolve(LOCK));
  }

  /**
   * Folders of processes.
   *
   * @param parent of them
   * @param prefix with which their names begin
   * @return none if it is not there or can't be read
   */
  public static List<Path> in(Path parent, String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path folder : folders) {
        found.add(folder);
      }
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      Log.debug("looking into " + parent, e);
    }
    return found;
  }

  /**
   * Removes what dead processes have left. No lambdas here: the first worker that ends would pay for them.
   *
   * @param parent of their folders
   * @param prefix with which the names of these begin
   */
  public static void sweep(Path parent, String prefix) {
    for (Path folder : in(parent, prefix)) {
      if (isDead(folder)) {
        PrivateFolder.delete(folder);
      }
    }
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
