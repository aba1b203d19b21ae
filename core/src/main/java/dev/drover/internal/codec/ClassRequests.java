package dev.drover.internal.codec;

import java.util.Optional;

/** How a worker asks its parent for classes. Called from any thread, and waits for the answer. */
@FunctionalInterface
public interface ClassRequests {
  /**
   * Asks for a class; {@link ParentClasses#bytes} answers on the other side.
   *
   * @param loader the number of a loader of the parent
   * @param className its binary name; or {@code /} and the name of a resource, which is answered with all of that name
   * @return the answer as the parent gave it, empty if there is no such class
   */
  Optional<byte[]> ask(int loader, String className);
}
