package dev.drover.internal.codec;

import java.io.IOException;
import java.io.InvalidClassException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Handles: the record that travels in their place, and what that becomes. As JDK serialisation does it, which takes a
 * hundred times as long for the first ones and a third of a round trip for later ones.
 */
final class Handles implements Form.Writer {
  static final Form FORM = new Form(Form.Kind.CLOSED, Tag.HANDLE, new Handles());

  private static final ClassValue<Method> REPLACE =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> c) {
          return method(c, "writeReplace");
        }
      };

  private static final ClassValue<Method> RESOLVE =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> c) {
          return method(c, "readResolve");
        }
      };

  private Handles() {}

  private static Method method(Class<?> c, String name) {
    try {
      Method method = c.getDeclaredMethod(name);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(c.getName() + " has no " + name, e);
    }
  }

  @Override
  public void write(int tag, Object handle, Encoder to) throws IOException {
    Object reference = call(REPLACE.get(handle.getClass()), handle);
    to.out.put(tag);
    Records.writeParts(reference, to);
  }

  static Object read(Decoder from) throws IOException, ReflectiveOperationException {
    Object reference = Records.read(from);
    Class<?> of = reference.getClass().getNestHost();
    if (!Handle.class.isAssignableFrom(of)) {
      throw new InvalidClassException(of.getName(), "is no " + Handle.class.getName());
    }
    return call(RESOLVE.get(reference.getClass()), reference);
  }

  /** What it throws tells what is the matter with what is shared. */
  private static Object call(Method method, Object target) throws InvalidClassException {
    try {
      return method.invoke(target);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new InvalidClassException(target.getClass().getName(), e.toString());
    }
  }
}
