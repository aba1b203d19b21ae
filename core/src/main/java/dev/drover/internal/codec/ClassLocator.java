package dev.drover.internal.codec;

import dev.drover.task.Broadcast;
import java.io.IOException;

/**
 * Where classes live. In the parent it knows class loaders by number, in a worker it asks the parent for what is
 * missing. Thread-safe.
 */
public interface ClassLocator {
  /** The number of what a worker finds by itself: the JDK, and its own class path. */
  int ON_CLASS_PATH = 0;

  /**
   * The loader that a class has to be asked from.
   *
   * @param c any class
   * @return {@link #ON_CLASS_PATH}, or the number of a loader that the parent knows
   */
  int loaderOf(Class<?> c);

  /**
   * Finds a class without initialising it.
   *
   * @param name as {@link Class#getName()} tells it, arrays included
   * @param loader a number from {@link #loaderOf}, of either process
   * @return the class
   * @throws ClassNotFoundException if there is none, or the loader is unknown or gone
   */
  Class<?> find(String name, int loader) throws ClassNotFoundException;

  /**
   * Where the value of a broadcast is found.
   *
   * @param broadcast that is written
   * @return the path of a file; a mere name where it is read in this process again
   * @throws IOException if there is none and none can be made
   */
  default String broadcast(Broadcast<?> broadcast) throws IOException {
    return Broadcasts.inThisProcess(broadcast);
  }

  /**
   * Whether this is the process that the loaders belong to. It sends the values of statics along with its code, and
   * never takes any from a worker.
   *
   * @return true in the parent
   */
  default boolean isHome() {
    return false;
  }
}
