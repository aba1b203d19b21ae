package dev.drover.shared;

/**
 * The {@link Manager} of an object is closed, or its process is dead. What the call that got it has done in the manager
 * is not known; later calls have done nothing.
 */
public final class ManagerGoneException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  ManagerGoneException(ManagerPlace place, Throwable cause) {
    super("the manager at %s is gone: it is closed, or its process has ended; keep it open while its objects are used"
        .formatted(place.address()), cause);
  }
}
