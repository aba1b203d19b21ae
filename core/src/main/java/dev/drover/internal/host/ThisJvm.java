package dev.drover.internal.host;

import java.nio.file.Path;
import java.util.List;

/** The JVM of this process, of which others are started. */
public final class ThisJvm {
  /** The variables from which a JVM takes options besides its command line. */
  public static final List<String> OPTION_VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private ThisJvm() {}

  /**
   * What starts another one like it.
   *
   * @return the program; a JDK that was cut down may lack it
   */
  public static Path program() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
