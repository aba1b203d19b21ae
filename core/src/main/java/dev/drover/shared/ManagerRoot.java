package dev.drover.shared;

import static java.util.Objects.requireNonNull;

import dev.drover.task.Call;
import org.jspecify.annotations.Nullable;

/** What can be asked of a manager itself: its object 0. */
interface ManagerRoot {
  long NUMBER = 0;

  /** Its number, see {@link ManagerPlace}. */
  long identity();

  /** The number of its process. */
  long pid();

  /** Makes an object, in the manager; gives a proxy of it. */
  Object make(Class<?> type, Call<?> maker, boolean threadSafe) throws Exception;

  /** Gives an object a name. */
  void name(String name, long object);

  /** A proxy of the object with a name; null if there is none. */
  @Nullable Object find(String name);

  /** In the manager. */
  record Served(ManagerServer server) implements ManagerRoot {
    @Override
    public long identity() {
      return server.place().manager();
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public Object make(Class<?> type, Call<?> maker, boolean threadSafe) throws Exception {
      Object target = requireNonNull(maker.call(), "what makes the object gave null");
      if (!type.isInstance(target)) {
        throw new IllegalArgumentException(
            "an object of %s is no %s".formatted(target.getClass().getName(), type.getName()));
      }
      return server.proxy(server.objects().add(type, target, threadSafe));
    }

    @Override
    public void name(String name, long object) {
      server.objects().name(name, object);
    }

    @Override
    public @Nullable Object find(String name) {
      return server.objects().find(name).map(server::proxy).orElse(null);
    }
  }
}
