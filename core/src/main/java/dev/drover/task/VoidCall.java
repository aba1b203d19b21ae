package dev.drover.task;

import java.io.Serializable;

/**
 * A {@link Runnable} that can travel to another process and may throw checked exceptions: the sibling of {@link Call}
 * for code without a result.
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // run() only passes the call on; see the Javadoc
public interface VoidCall extends Runnable, Serializable {
  /**
   * Does the work.
   *
   * @throws Exception whatever the code throws; it becomes the task's {@link Failure.Threw}
   */
  void call() throws Exception;

  /** Does the work in the calling thread; a checked exception is thrown as it is. */
  @Override
  default void run() {
    try {
      call();
    } catch (Exception e) {
      throw VoidCall.<RuntimeException>unchecked(e);
    }
  }

  @SuppressWarnings("unchecked") // the cast is erased: the exception itself is thrown, whatever its type
  private static <E extends Exception> RuntimeException unchecked(Exception e) throws E {
    throw (E) e;
  }
}
