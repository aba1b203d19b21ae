package dev.drover.spi;

import java.util.List;

/**
 * Changes how worker processes are launched: under {@code nice}, in a container, in a cgroup. Found through
 * {@link java.util.ServiceLoader}; without one, the command runs as it is.
 */
@FunctionalInterface
public interface Launcher {
  /**
   * The command to run instead.
   *
   * @param command the JVM and its arguments
   * @return a command that ends up running it with the same environment and as the same process or a parent of it
   */
  List<String> wrap(List<String> command);
}
