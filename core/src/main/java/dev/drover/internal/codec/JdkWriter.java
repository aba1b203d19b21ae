package dev.drover.internal.codec;

import dev.drover.task.Broadcast;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Proxy;

/**
 * JDK serialisation for what has no form of its own. A class from a loader of its own carries that loader's number, and
 * values that can't be written are replaced by {@link StandIn}s, however deep in the graph they are.
 */
final class JdkWriter extends ObjectOutputStream {
  private final ClassLocator locator;
  private final Code code;

  JdkWriter(Sink out, ClassLocator locator, Code code) throws IOException {
    super(out);
    this.locator = locator;
    this.code = code;
    enableReplaceObject(true);
  }

  /** Nothing is written for a loader number of 0; the reader takes the missing byte for it. */
  @Override
  protected void annotateClass(Class<?> c) throws IOException {
    if (Dangerous.isRefused(c.getName())) {
      throw new InvalidClassException(c.getName(), "is a class that no process would read");
    }
    code.named(c);
    writeNumber(locator.loaderOf(c));
  }

  @Override
  protected void annotateProxyClass(Class<?> c) throws IOException {
    for (Class<?> type : c.getInterfaces()) {
      writeInt(locator.loaderOf(type));
    }
  }

  private void writeNumber(int number) throws IOException {
    if (number != ClassLocator.ON_CLASS_PATH) {
      writeInt(number);
    }
  }

  @Override
  protected Object replaceObject(Object value) throws IOException {
    if (value instanceof SerializedLambda function) {
      code.met(function);
      return value;
    }
    if (value instanceof Broadcast<?> broadcast) {
      return new StandIn.OfBroadcast(locator.broadcast(broadcast));
    }
    if (!Proxy.isProxyClass(value.getClass())) {
      code.met(value.getClass());
    }
    return StandIn.of(value);
  }
}
