package dev.drover.task;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An exception as data: it survives the journey from a worker even if its class does not. Immutable.
 *
 * @param type the name of its class
 * @param message its message, empty if it has none
 * @param frames its stack, innermost first
 * @param cause its cause
 * @param suppressed what it suppressed
 * @param original the exception itself where it could be rebuilt; null otherwise, see {@link #exception()}
 */
public record Thrown(
    String type,
    String message,
    List<StackTraceElement> frames,
    Optional<Thrown> cause,
    List<Thrown> suppressed,
    @Nullable Throwable original) {

  /** Copies the lists. */
  public Thrown {
    frames = List.copyOf(frames);
    suppressed = List.copyOf(suppressed);
  }

  /**
   * Takes an exception apart; a circular chain of causes is cut where it closes. An exception whose own methods throw
   * loses only what they would have told.
   *
   * @param exception any
   * @return its parts and itself
   */
  public static Thrown of(Throwable exception) {
    return of(exception, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static Thrown of(Throwable e, Set<Throwable> seen) {
    seen.add(e);
    Throwable cause = causeOf(e);
    return new Thrown(
        e.getClass().getName(),
        messageOf(e),
        List.of(e.getStackTrace()),
        cause != null && seen.add(cause) ? Optional.of(of(cause, seen)) : Optional.empty(),
        Stream.of(e.getSuppressed()).filter(seen::add).map(s -> of(s, seen)).toList(),
        e);
  }

  private static @Nullable Throwable causeOf(Throwable e) {
    try {
      return e.getCause();
    } catch (RuntimeException | LinkageError hostile) {
      return null;
    }
  }

  private static String messageOf(Throwable e) {
    try {
      String message = e.getMessage();
      return message == null ? "" : message;
    } catch (RuntimeException | LinkageError hostile) {
      return "(its getMessage() threw " + hostile.getClass().getName() + ")";
    }
  }

  /**
   * The exception: the original where it could be rebuilt in this process, otherwise a {@link RemoteException} with the
   * same message, frames, cause and suppressed exceptions.
   *
   * @return never null
   */
  public Throwable exception() {
    return original != null ? original : RemoteException.of(this);
  }

  /**
   * The same as data only.
   *
   * @return the parts, without the original
   */
  public Thrown withoutOriginal() {
    return new Thrown(
        type,
        message,
        frames,
        cause.map(Thrown::withoutOriginal),
        suppressed.stream().map(Thrown::withoutOriginal).toList(),
        null);
  }

  /**
   * The same with the exception itself.
   *
   * @param rebuilt the exception
   * @return the parts and the original
   */
  public Thrown withOriginal(Throwable rebuilt) {
    return new Thrown(type, message, frames, cause, suppressed, rebuilt);
  }

  @Override
  public String toString() {
    return message.isEmpty() ? type : type + ": " + message;
  }

  /** Stands in for an exception whose class could not be rebuilt in this process. */
  public static final class RemoteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remoteType;

    private RemoteException(Thrown thrown) {
      super(thrown.toString(), thrown.cause.map(Thrown::exception).orElse(null));
      this.remoteType = thrown.type;
      setStackTrace(thrown.frames.toArray(StackTraceElement[]::new));
    }

    private static RemoteException of(Thrown thrown) {
      RemoteException e = new RemoteException(thrown);
      thrown.suppressed.forEach(s -> e.addSuppressed(s.exception()));
      return e;
    }

    /**
     * The class of the exception that was thrown.
     *
     * @return its name
     */
    public String remoteType() {
      return remoteType;
    }
  }
}
