package dev.drover.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Catches signals of the operating system. By reflection: the class for it is not part of Java SE, javac warns of it
 * in a way that can't be silenced, and a Java without it is no reason not to run.
 */
final class Signals {
  private Signals() {}

  /** Runs the action whenever the signal comes, {@code INT} or {@code TERM}. */
  static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call = (proxy, method, arguments) -> {
        action.run();
        return proxy;
      };
      Object adapter = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call);
      Object named = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, named, adapter);
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.getLogger("dev.drover").log(System.Logger.Level.DEBUG, "signal " + name + " is not caught", e);
    }
  }
}
