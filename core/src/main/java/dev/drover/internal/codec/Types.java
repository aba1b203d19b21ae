package dev.drover.internal.codec;

import java.io.InvalidClassException;

/** Classes by name. */
final class Types {
  /** For values that name no class of the user's. */
  static final ClassLocator HERE =
      new ClassLocator() {
        @Override
        public int loaderOf(Class<?> c) {
          return ON_CLASS_PATH;
        }

        @Override
        public Class<?> find(String name, int loader) throws ClassNotFoundException {
          return Class.forName(name, false, Types.class.getClassLoader());
        }
      };

  private Types() {}

  /** Finds a class that is allowed in data, primitive types included. */
  static Class<?> find(ClassLocator locator, String name, int loader) throws ClassNotFoundException {
    Class<?> primitive = name.length() <= "boolean".length() ? Class.forPrimitiveName(name) : null;
    return primitive == null ? locator.find(name, loader) : primitive;
  }

  /** The same, of a kind that the data says it is. */
  static <T> Class<? extends T> as(Class<T> kind, Class<?> found) throws InvalidClassException {
    if (!kind.isAssignableFrom(found)) {
      throw new InvalidClassException(found.getName(), "is no " + kind.getName());
    }
    return found.asSubclass(kind);
  }
}
