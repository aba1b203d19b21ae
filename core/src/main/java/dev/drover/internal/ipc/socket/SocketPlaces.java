package dev.drover.internal.ipc.socket;

import dev.drover.internal.host.PrivateFolder;
import dev.drover.internal.host.ProcessFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Paths for the sockets of this process, in a folder that is this user's alone. Thread-safe. */
/*
 * <base>/drover-<user>/sockets/<pid>-<start in ms>[-<copy>]/
 *     lock     as in every folder of a process
 *     <n>      a socket
 *     <n>.key  what those who connect have to know, if no user gave it
 *
 * Made with the first socket and removed with the last. Whoever makes one removes what dead processes have left.
 */
public final class SocketPlaces {
  /** What the key of a socket is called, after the name of the socket. */
  private static final String KEY = ".key";

  /** A Unix-domain socket has little room for its path. */
  private static final int LONGEST_PATH = 90;

  private static final SocketPlaces PROCESS = new SocketPlaces();

  // guarded by this
  private @Nullable ProcessFolder folder;
  private int used;
  private long last;
  private boolean hooked;

  private SocketPlaces() {}

  /**
   * Those of this process.
   *
   * @return the only one
   */
  public static SocketPlaces process() {
    return PROCESS;
  }

  /**
   * A path that nobody else has; {@link #leave} has to follow.
   *
   * @return nothing is there yet
   * @throws IOException if there is no folder for it
   */
  public synchronized Path enter() throws IOException {
    ProcessFolder known = folder == null ? claim() : folder;
    folder = known;
    used++;
    last++;
    return known.path().resolve(Long.toString(last));
  }

  /**
   * Removes what is there.
   *
   * @param socket what {@link #enter} gave
   */
  public synchronized void leave(Path socket) {
    PrivateFolder.delete(socket);
    PrivateFolder.delete(keyOf(socket));
    used--;
    if (used == 0) {
      remove();
    }
  }

  /**
   * Leaves the key for a socket beside it, where this user's processes find it.
   *
   * @param socket what {@link #enter} gave
   * @param key for those who connect
   * @throws IOException if it can't be written
   */
  public static void leaveKey(Path socket, byte[] key) throws IOException {
    FileAttribute<?> own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.writeString(Files.createFile(keyOf(socket), own), HexFormat.of().formatHex(key));
  }

  /**
   * The key that was left beside a socket.
   *
   * @param socket of whatever process
   * @return empty if there is none, or others could have put it there
   */
  public static Optional<byte[]> findKey(Path socket) {
    if (!PrivateFolder.isPrivate(socket.resolveSibling(""))) {
      return Optional.empty();
    }
    try {
      return Optional.of(HexFormat.of().parseHex(Files.readString(keyOf(socket)).strip()));
    } catch (IOException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static Path keyOf(Path socket) {
    return socket.resolveSibling(socket.getFileName() + KEY);
  }

  private synchronized void remove() {
    Optional.ofNullable(folder).ifPresent(ProcessFolder::close);
    folder = null;
  }

  private ProcessFolder claim() throws IOException {
    if (!hooked) {
      hooked = true;
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::remove));
    }
    List<String> refusals = new ArrayList<>();
    for (Path base : ProcessFolder.bases()) {
      try {
        return claim(base);
      } catch (IOException e) {
        refusals.add(base + ": " + e.getMessage());
      }
    }
    throw new IOException("no folder for a socket; tried %s; set java.io.tmpdir to a short path that can be written"
        .formatted(String.join("; ", refusals)));
  }

  private static ProcessFolder claim(Path base) throws IOException {
    Path all = ProcessFolder.ofUser(base).resolve("sockets");
    if (!Files.isDirectory(base) || !Files.isWritable(base)) {
      throw new IOException("not a folder that can be written");
    }
    if (all.toString().length() > LONGEST_PATH - "/1234567-1234567890123-12/123456".length()) {
      throw new IOException("the path is too long for a socket");
    }
    PrivateFolder.require(ProcessFolder.ofUser(base));
    PrivateFolder.require(all);
    ProcessFolder.sweep(all, "");
    return ProcessFolder.claim(all);
  }
}
