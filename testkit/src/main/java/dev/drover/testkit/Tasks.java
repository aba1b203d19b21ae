package dev.drover.testkit;

import dev.drover.task.Task;
import java.io.FileNotFoundException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** Functions that the contracts run; static, so that they travel to worker processes. */
final class Tasks {
  private Tasks() {}

  /** Has no message. */
  static final class SilentException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Its own methods throw. */
  static final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("getMessage() of a test, meant to throw");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("toString() of a test, meant to throw");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("getCause() of a test, meant to throw");
    }
  }

  static Object throwing() throws FileNotFoundException {
    FileNotFoundException e = new FileNotFoundException("no such page");
    e.initCause(new IllegalArgumentException("page 7"));
    throw e;
  }

  static int square(int x) {
    return x * x;
  }

  /** Fails for one input. */
  static int squareBut(int bad, int x) {
    if (x == bad) {
      throw new IllegalArgumentException("input " + x + " is bad");
    }
    return x * x;
  }

  @SuppressWarnings("DoNotCallSuggester") // it is there to be called
  static Object timingOut() throws TimeoutException {
    throw new TimeoutException("thrown by the task");
  }

  /** Fails until its last attempt. */
  static int failingUntil(int attempt, int x) {
    int current = Task.current().orElseThrow().attempt();
    if (current < attempt) {
      throw new IllegalStateException("attempt " + current);
    }
    return x;
  }

  /** Tells all that a function can know of its item. */
  static String throwWhatItIs(int x) {
    Task task = Task.current().orElseThrow();
    throw new IllegalStateException("input %d, index %d, attempt %d, random %d"
        .formatted(x, task.index(), task.attempt(), Task.random().nextLong()));
  }

  /** Not {@link #one}: two references to one method with different types of input become the same when they are read back. */
  static int unreadable(TravelContract.Unreadable input) {
    return one(input);
  }

  static int deadly(TravelContract.DeadlyToRead input) {
    return one(input);
  }

  static int one(Object input) {
    return Math.min(1, 1 + Math.abs(input.hashCode() % 2));
  }

  /** Gives the sum, and changes its input. */
  static int clear(int[] numbers) {
    int sum = Arrays.stream(numbers).sum();
    Arrays.fill(numbers, 0);
    return sum;
  }
}
