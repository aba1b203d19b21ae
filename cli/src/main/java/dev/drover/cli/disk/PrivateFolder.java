package dev.drover.cli.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that is its owner's alone. The library has one like it, which is not for programs that use the library. */
public final class PrivateFolder {
  private PrivateFolder() {}

  /**
   * Makes what is missing of a path; what is there already is taken as it is.
   *
   * @param folder may be made by another process at the same moment
   * @throws IOException if it can't be made
   */
  public static void make(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }
}
