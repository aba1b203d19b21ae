package dev.drover.internal.codec;

import dev.drover.task.Broadcast;
import java.io.IOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A worker's side: one class loader for each of the parent's that is met, under the worker's application loader, which
 * asks the parent for what that doesn't have: classes, and resources. Thread-safe.
 */
public final class WorkerClasses implements ClassLocator {
  private final ClassRequests parent;
  private final ClassLoader application;
  private final KnownClasses classPath;
  private final Map<Integer, Loader> loaders = new ConcurrentHashMap<>();

  /**
   * Asks when a class is needed, not before.
   *
   * @param parent who is asked
   */
  public WorkerClasses(ClassRequests parent) {
    this(parent, ClassLoader.getSystemClassLoader());
  }

  /** With another loader in the place of the application's. */
  WorkerClasses(ClassRequests parent, ClassLoader application) {
    this.parent = parent;
    this.application = application;
    this.classPath = new KnownClasses(application);
  }

  @Override
  public int loaderOf(Class<?> c) {
    return c.getClassLoader() instanceof Loader l ? l.number : ON_CLASS_PATH;
  }

  @Override
  public String broadcast(Broadcast<?> broadcast) throws IOException {
    return Broadcasts.received(broadcast);
  }

  @Override
  public Class<?> find(String name, int loader) throws ClassNotFoundException {
    return loader == ON_CLASS_PATH ? classPath.find(name) : Class.forName(name, false, loader(loader));
  }

  /**
   * The loader that stands for one of the parent's.
   *
   * @param number from {@link #loaderOf}, of either process
   * @return the application's own for {@link #ON_CLASS_PATH}
   */
  public ClassLoader classLoader(int number) {
    return number == ON_CLASS_PATH ? application : loader(number);
  }

  private Loader loader(int number) {
    return loaders.computeIfAbsent(number, Loader::new);
  }

  /** Stands for a loader of the parent. */
  private final class Loader extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private final int number;

    Loader(int number) {
      super("parent-" + number, application);
      this.number = number;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] answer = parent.ask(number, name).orElseThrow(() -> new ClassNotFoundException(name));
      ByteBuffer head = ByteBuffer.wrap(answer);
      return head.getInt() == ParentClasses.ELSEWHERE
          ? Class.forName(name, false, loader(head.getInt()))
          : defineClass(name, answer, 0, answer.length);
    }

    @Override
    protected @Nullable URL findResource(String name) {
      List<URL> all = answered(name);
      return all.isEmpty() ? null : all.getFirst();
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
      return Collections.enumeration(answered(name));
    }

    private List<URL> answered(String name) {
      return parent.ask(number, Resources.PREFIX + name).map(a -> Resources.urls(this, name, a)).orElse(List.of());
    }
  }
}
