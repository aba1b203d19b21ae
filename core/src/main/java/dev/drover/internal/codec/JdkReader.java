package dev.drover.internal.codec;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link JdkWriter} wrote, behind the filter of {@link Dangerous}. */
final class JdkReader extends ObjectInputStream {
  private final ClassLocator locator;
  private final Dangerous filter;

  JdkReader(Source in, ClassLocator locator) throws IOException {
    super(in);
    this.locator = locator;
    this.filter = new Dangerous(in);
    setObjectInputFilter(filter);
  }

  /** The next object; what the filter refuses is said in words. */
  @Nullable Object next() throws IOException, ClassNotFoundException {
    try {
      return readObject();
    } catch (InvalidClassException e) {
      throw filter.refusal().isEmpty() ? e : new InvalidObjectException(filter.refusal().get(), e);
    }
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
    return Types.find(locator, description.getName(), readNumber());
  }

  /** The annotation of a class is empty if a worker finds the class by itself. */
  private int readNumber() throws IOException {
    return available() == 0 ? ClassLocator.ON_CLASS_PATH : readInt();
  }

  @Override
  protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
    Class<?>[] types = new Class<?>[interfaces.length];
    ClassLoader loader = JdkReader.class.getClassLoader();
    for (int i = 0; i < types.length; i++) {
      int number = readInt();
      types[i] = locator.find(interfaces[i], number);
      loader = number == ClassLocator.ON_CLASS_PATH ? loader : types[i].getClassLoader();
    }
    return Proxy.newProxyInstance(loader, types, (proxy, method, arguments) -> proxy).getClass();
  }
}
