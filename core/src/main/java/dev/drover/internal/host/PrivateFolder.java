package dev.drover.internal.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A folder that is this user's alone: mode {@code rwx------}. */
public final class PrivateFolder {
  private static final Set<PosixFilePermission> PERMISSIONS = PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /**
   * What a folder has to be made with.
   *
   * @return the permissions
   */
  public static FileAttribute<Set<PosixFilePermission>> attribute() {
    return PosixFilePermissions.asFileAttribute(PERMISSIONS);
  }

  /**
   * Makes what is missing of a path. What is there already is taken as it is, and where files have no owners all are.
   *
   * @param folder may be made by another process at the same moment
   * @throws IOException if it can't be made
   */
  public static void make(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(folder, attribute());
    } else {
      Files.createDirectories(folder);
    }
  }

  /**
   * Makes the folder if it is not there, and insists on its being private.
   *
   * @param folder what is in it will be trusted
   * @throws IOException if it can't be made, or others may look into it or have put it there
   */
  public static void require(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      make(folder);
    }
    if (!isPrivate(folder)) {
      throw new IOException(folder + " is not private to this user");
    }
  }

  /**
   * Whether nobody else has made it or may look into it.
   *
   * @param folder a link is none
   * @return false if that can't be told
   */
  public static boolean isPrivate(Path folder) {
    try {
      Map<String, Object> facts = Files.readAttributes(folder, "posix:owner,permissions", LinkOption.NOFOLLOW_LINKS);
      Path self = Path.of("/proc/self");
      boolean ours = !Files.exists(self) || Files.getOwner(self).equals(facts.get("owner"));
      return ours && PERMISSIONS.equals(facts.get("permissions"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Removes it with all that is in it; others may do so at the same time. What can't be removed stays; the log tells.
   *
   * @param folder need not be there
   */
  public static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      Log.debug("removing " + folder, e);
    }
  }
}
