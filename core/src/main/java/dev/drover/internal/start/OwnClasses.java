package dev.drover.internal.start;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;

/**
 * Where workers load Drover itself from: the jar or folder that this process has it from. A jar within a jar (Spring Boot's,
 * and others that are one file) can't be on a class path, so it is copied into the folder of the run, once; the application's
 * own classes need no copy, since the parent serves them.
 */
public final class OwnClasses {
  private static final String IN_JAR = "jar:";
  private static final String ENTRY = "!/";
  private static final String COPY = "drover-core.jar";

  private OwnClasses() {}

  /**
   * A class path entry for workers.
   *
   * @param folder of the run
   * @return a jar or a folder
   * @throws IOException if it is not known where our classes come from, or they can't be read there
   */
  public static Path in(Path folder) throws IOException {
    CodeSource source = OwnClasses.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      throw new IOException("Drover does not know where its own classes come from, so no worker could load them");
    }
    return of(location.toString(), folder);
  }

  /** The same for classes from this location. */
  static Path of(String location, Path folder) throws IOException {
    try {
      URI uri = new URI(unwrapped(location));
      return "file".equals(uri.getScheme()) ? Path.of(uri).toAbsolutePath() : copy(uri, folder.resolve(COPY));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      throw unusable(location, e);
    }
  }

  /** The jar itself instead of all that is in it; some loaders name it as an entry of the outer one, others by a scheme. */
  private static String unwrapped(String location) {
    if (!location.startsWith(IN_JAR) || !location.endsWith(ENTRY)) {
      return location;
    }
    String own = location.substring(IN_JAR.length(), location.length() - ENTRY.length());
    return own.startsWith("file:") && own.contains(ENTRY) ? IN_JAR + own : own;
  }

  /** Workers start at the same time: a copy takes its name when it is complete. */
  private static synchronized Path copy(URI from, Path to) throws IOException {
    if (!Files.exists(to)) {
      Path part = to.resolveSibling(COPY + ".part");
      try (InputStream in = from.toURL().openStream()) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw unusable(from.toString(), e);
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    }
    return to;
  }

  private static IOException unusable(String location, Exception why) {
    return new IOException(
        "Drover's classes come from %s, which workers can't load (%s); put drover-core.jar on the class path as a file"
            .formatted(location, why), why);
  }
}
