package dev.drover.internal.codec;

/** For values none of which names a class. */
enum NoClasses implements ClassLocator {
  NONE;

  @Override
  public int loaderOf(Class<?> c) {
    return ON_CLASS_PATH;
  }

  @Override
  public Class<?> find(String name, int loader) throws ClassNotFoundException {
    throw new ClassNotFoundException("a small scalar names class %s".formatted(name));
  }
}
