package dev.drover.internal.ipc.memory;

import dev.drover.internal.host.PrivateFolder;
import dev.drover.internal.host.ProcessFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which this process has a link to each segment that it uses, below one base. Made with the first link and removed
 * with the last. Thread-safe.
 */
/*
 * <base>/drover-<user>/shared/<pid>-<start in ms>[-<copy>]/
 *     lock                     as in every folder of a process
 *     <owner's folder>.<n>     a hard link: the lease of this process
 *
 * The kernel counts the links. A segment goes with the last of them, whoever that is; whoever finds a process dead removes its
 * folder and so gives back all its leases. Nobody counts, so nobody can count wrong.
 */
final class Shelf {
  private final Path base;
  private final Path all;
  private @Nullable ProcessFolder own;
  private int links;

  Shelf(Path base) {
    this.base = base;
    this.all = ProcessFolder.ofUser(base).resolve("shared");
  }

  Path base() {
    return base;
  }

  /** The folder of this process, for one more link; {@link #leave} has to follow. */
  synchronized Path enter() throws IOException {
    ProcessFolder folder = own;
    if (folder == null) {
      folder = claim();
      own = folder;
    }
    links++;
    return folder.path();
  }

  private ProcessFolder claim() throws IOException {
    if (!Files.isDirectory(base) || !Files.isWritable(base)) {
      throw new IOException("it is not a folder that can be written");
    }
    PrivateFolder.require(ProcessFolder.ofUser(base));
    PrivateFolder.require(all);
    return ProcessFolder.claim(all);
  }

  /** One link less. */
  synchronized void leave() {
    links--;
    if (links == 0) {
      removeOwn();
    }
  }

  /** At the end of the process: whatever is still open is left to those who use it. */
  synchronized void removeOwn() {
    Optional.ofNullable(own).ifPresent(ProcessFolder::close);
    own = null;
  }

  /** A link to a segment: its owner's, or if that is gone another user's. */
  Optional<Path> find(SegmentName name) {
    Path owners = all.resolve(name.owner()).resolve(name.toString());
    if (Files.exists(owners)) {
      return Optional.of(owners);
    }
    return ProcessFolder.in(all, "").stream().map(f -> f.resolve(name.toString())).filter(Files::exists).findFirst();
  }

  /** Removes what dead processes have left whose folders begin like this. */
  void sweep(String prefix) {
    ProcessFolder.sweep(all, prefix);
  }

  /** Refuses what would leave others no room. */
  void requireRoom(long bytes) throws IOException {
    long room = MappableFile.room(base);
    if (bytes > room) {
      throw new IOException("it has room for %,d bytes".formatted(room));
    }
  }
}
