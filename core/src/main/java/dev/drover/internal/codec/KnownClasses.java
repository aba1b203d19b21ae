package dev.drover.internal.codec;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The classes of one loader by name, found once: asking the loader takes longer than reading a small record. */
final class KnownClasses {
  private final ClassLoader loader;
  private final Map<String, WeakReference<Class<?>>> known = new ConcurrentHashMap<>();

  KnownClasses(ClassLoader loader) {
    this.loader = loader;
  }

  Class<?> find(String name) throws ClassNotFoundException {
    WeakReference<Class<?>> reference = known.get(name);
    Class<?> before = reference == null ? null : reference.get();
    return before == null ? ask(name) : before;
  }

  private Class<?> ask(String name) throws ClassNotFoundException {
    Class<?> found = Class.forName(name, false, loader);
    known.put(name, new WeakReference<>(found));
    return found;
  }
}
