package dev.drover.shared;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a proxy: an object of a manager. There is one for each object in a process, so that the process can
 * tell when it needs the object no more. Thread-safe.
 */
final class ManagerHandle implements InvocationHandler, Serializable {
  private static final long serialVersionUID = 1;

  private final ManagerPlace place;
  private final long object;
  private final Class<?> type;

  ManagerHandle(ManagerPlace place, long object, Class<?> type) {
    this.place = place;
    this.object = object;
    this.type = type;
  }

  /** What travels. */
  private record Reference(ManagerPlace place, long object, Class<?> type) implements Serializable {
    private Object readResolve() {
      return ManagerHandles.process().get(place, object, type);
    }
  }

  private Object writeReplace() {
    return new Reference(place, object, type);
  }

  ManagerPlace place() {
    return place;
  }

  long object() {
    return object;
  }

  /** The proxy that users have. */
  Object proxy() {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
  }

  /** What is behind a value, if it is a proxy of an object of a manager. */
  static Optional<ManagerHandle> of(@Nullable Object value) {
    return value != null && Proxy.isProxyClass(value.getClass())
        && Proxy.getInvocationHandler(value) instanceof ManagerHandle handle ? Optional.of(handle) : Optional.empty();
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return own(method.getName(), arguments);
    }
    return ManagerCall.of(this, method, arguments == null ? new Object[0] : arguments);
  }

  /** These are about which object it is, and ask nobody. */
  private Object own(String method, Object @Nullable [] arguments) {
    return switch (method) {
      case "equals" -> arguments != null && of(arguments[0]).filter(this::isSame).isPresent();
      case "hashCode" -> Long.hashCode(place.manager() * 31 + object);
      default -> "%s[object %d of the manager at %s]".formatted(type.getSimpleName(), object, place.address());
    };
  }

  private boolean isSame(ManagerHandle other) {
    return object == other.object && place.manager() == other.place.manager();
  }
}
