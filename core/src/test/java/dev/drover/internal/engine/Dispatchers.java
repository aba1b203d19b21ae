package dev.drover.internal.engine;

import dev.drover.internal.host.Strain;
import dev.drover.spi.Backend;
import dev.drover.task.PoolOptions;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;

/** Dispatchers without listeners, whose machine is never pressed, and what goes with them. */
final class Dispatchers {
  private Dispatchers() {}

  static Dispatcher of(int slots) {
    Admission open = new Admission(PoolOptions.defaultOptions().upkeep(), () -> Strain.of(Path.of("/")), System::nanoTime);
    return new Dispatcher(slots, List.of(), open, System::nanoTime);
  }

  /** A run from which slots may take. */
  static void begin(Dispatcher dispatcher, Run run) {
    dispatcher.lock.lock();
    try {
      dispatcher.started(run);
      run.share.open();
    } finally {
      dispatcher.unlock();
    }
  }

  /** One that does nothing, and says no. */
  static <T> T silent(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> nothing(proxy, method, arguments)));
  }

  private static Object nothing(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == arguments[0];
      case "worthNanos" -> Backend.LEAST_WORTH_NANOS;
      default -> method.getReturnType() == boolean.class ? (Object) false : 1;
    };
  }
}
