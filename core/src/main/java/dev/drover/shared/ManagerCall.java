package dev.drover.shared;

import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.ThrownCodec;
import dev.drover.task.Thrown;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call of an object of a manager, as its caller sees it. */
final class ManagerCall {
  private static final ThrownCodec THROWN = new ThrownCodec(Travel.CODEC);

  private ManagerCall() {}

  /** Throws what the object's method threw. */
  static @Nullable Object of(ManagerHandle handle, Method method, Object[] arguments) throws Throwable {
    Object[] travelling = Arrays.stream(arguments).map(ManagerServer::orProxy).toArray();
    Payload body = Travel.encode(travelling, "an argument of " + method.getName());
    ManagerNote call = new ManagerNote(
        ManagerNote.Kind.CALL, 0, handle.place().manager(), handle.object(), ManagerTurns.chain(),
        ManagedObject.signature(method), body);
    return value(handle.place(), answer(handle.place(), call));
  }

  /** In the manager's own process there is nobody to connect to. */
  private static ManagerNote answer(ManagerPlace place, ManagerNote call) {
    return ManagerServer.here(place).map(server -> server.call(call))
        .orElseGet(() -> ManagerClient.of(place).call(call));
  }

  private static @Nullable Object value(ManagerPlace place, ManagerNote answer) throws Throwable {
    return switch (answer.kind()) {
      case VALUE -> Travel.decode(answer.body(), "what a manager's object returned");
      case THROWN -> throw withOwnFrames(heard(THROWN.decode(answer.body()).exception()));
      case GONE, CALL, INTERRUPT, HOLD, RELEASE ->
          throw new ManagerGoneException(place, new IllegalStateException("another manager is there now"));
    };
  }

  /** An interrupt that was forwarded has been heard where it ends the call. */
  private static Throwable heard(Throwable thrown) {
    boolean _ = thrown instanceof InterruptedException && Thread.interrupted();
    return thrown;
  }

  /** What has happened in the manager first, then how this process came to call it. */
  private static Throwable withOwnFrames(Throwable thrown) {
    StackTraceElement[] here = Thread.currentThread().getStackTrace();
    thrown.setStackTrace(Stream.concat(Stream.of(thrown.getStackTrace()), Stream.of(here).skip(1))
        .toArray(StackTraceElement[]::new));
    return thrown;
  }

  /** What a method threw, for the way back. */
  static Payload encode(Throwable thrown) {
    return THROWN.encode(Thrown.of(thrown));
  }
}
