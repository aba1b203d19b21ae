package dev.drover.internal.codec;

/**
 * Classes of values that pass between processes of which neither is the other's parent: named only, and found by the
 * context class loader of the thread that reads. In a worker that asks the parent. Thread-safe.
 */
public final class ContextClasses implements ClassLocator {
  /** Knows nothing. */
  public ContextClasses() {}

  @Override
  public int loaderOf(Class<?> c) {
    return ON_CLASS_PATH;
  }

  @Override
  public Class<?> find(String name, int loader) throws ClassNotFoundException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return Class.forName(name, false, context == null ? ContextClasses.class.getClassLoader() : context);
  }
}
