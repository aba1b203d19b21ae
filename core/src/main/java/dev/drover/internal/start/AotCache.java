package dev.drover.internal.start;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One cache: for these classes on this JDK. Thread-safe; other processes may do the same with the same files. */
/*
 * <folder>/<key>/
 *     lock              held while somebody trains, so that not all do
 *     drover-core.jar   our classes, and the class path of the training run
 *     start.aot         there only when it is complete and on the disk
 *     start.aot.new     of the one who trains, or of one who was killed while doing it
 *
 * Nobody waits for anybody: without start.aot a worker starts as it does without a cache. The JVM refuses a file that was cut
 * off; should one be broken in a way that it doesn't see, the worker that dies of it before it has said a word takes the
 * file with it ({@link #distrust}).
 */
public final class AotCache {
  private static final String JAR = "drover-core.jar";
  private static final String CACHE = "start.aot";
  private static final String NEW = "start.aot.new";
  private static final String LOCK = "lock";

  private final Path classes;
  private final Path root;
  private final Path folder;
  private volatile boolean distrusted;

  /**
   * What a worker starts from.
   *
   * @param classes a jar, to be the first entry of its class path
   * @param cache the file that was trained on it
   */
  public record Trained(Path classes, Path cache) {}

  private AotCache(Path classes, Path root, String key) {
    this.classes = classes;
    this.root = root;
    this.folder = root.resolve(key);
  }

  /**
   * The cache for these classes.
   *
   * @param classes our own, a jar or a folder
   * @return empty if none is wanted, or there is no place for it
   */
  public static Optional<AotCache> of(Path classes) {
    return CacheFolder.find().flatMap(root -> in(root, classes));
  }

  static Optional<AotCache> in(Path root, Path classes) {
    try {
      return Optional.of(new AotCache(classes, root, CacheKey.of(classes)));
    } catch (IOException e) {
      Log.debug("no cache for " + classes, e);
      return Optional.empty();
    }
  }

  /**
   * What is there.
   *
   * @param jvmArgs what the user wants besides the common flags
   * @return empty if nothing was trained yet, or a JVM with these arguments can't use it
   */
  public Optional<Trained> find(List<String> jvmArgs) {
    Trained trained = new Trained(folder.resolve(JAR), folder.resolve(CACHE));
    boolean usable = !distrusted && JvmFlags.fitCache(jvmArgs)
        && Files.isReadable(trained.cache()) && Files.isReadable(trained.classes())
        && PrivateFolder.isPrivate(root);
    return usable ? Optional.of(trained) : Optional.empty();
  }

  /** Notes that the cache is in use, so that it is not among the first to be removed. */
  public void touch() {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    } catch (IOException e) {
      Log.debug("touching " + folder, e);
    }
  }

  /** A worker died at its very start: it may have been for this. */
  public void distrust() {
    distrusted = true;
    try {
      Files.deleteIfExists(folder.resolve(CACHE));
    } catch (IOException e) {
      Log.debug("removing a cache", e);
    }
  }

  /** Where the cache is, or will be. */
  public Path path() {
    return folder.resolve(CACHE);
  }

  /**
   * Trains it, unless it is there or another process is about it. Takes some seconds.
   *
   * @param work an empty folder for the files of the run
   * @return whether the cache is there now
   * @throws IOException if it can't be written, or the run failed
   * @throws InterruptedException if the thread was interrupted; the run has ended by then
   */
  public boolean train(Path work) throws IOException, InterruptedException {
    PrivateFolder.require(root);
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null && !Files.exists(path())) {
        trainLocked(work);
      }
    } catch (OverlappingFileLockException another) {
      Log.debug("another thread trains " + folder, another);
    }
    return Files.exists(path());
  }

  private void trainLocked(Path work) throws IOException, InterruptedException {
    Path fresh = folder.resolve(NEW);
    Files.deleteIfExists(fresh);
    if (!Files.exists(folder.resolve(JAR))) {
      Jar.write(classes, folder.resolve(JAR));
    }
    new TrainingRun(folder.resolve(JAR), fresh, work).run();
    try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE);
    new Attic(root).clear();
  }
}
