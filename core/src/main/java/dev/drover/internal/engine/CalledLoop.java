package dev.drover.internal.engine;

import dev.drover.task.Fn;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * A loop that is compiled by itself, and never as a part of what calls it.
 */
/*
 * What the JVM makes of the loop depends on what stands around it: as a part of the caller's own loop it took 1.0 to 1.8 times as
 * long, from one start of the program to the next. It does not look through a method handle that it does not know to be constant,
 * so the field below must not become one: not static, not of a record, not of a hidden class.
 */
final class CalledLoop implements ItemLoop {
  private static final MethodType RUN =
      MethodType.methodType(void.class, List.class, Fn.class, Filled.class, int.class, int.class);

  private final MethodHandle run;

  private CalledLoop(MethodHandle run) {
    this.run = run;
  }

  /** The same loop, called so. */
  static ItemLoop of(ItemLoop loop) {
    try {
      return new CalledLoop(MethodHandles.lookup().bind(loop, "run", RUN));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a loop without a loop", e);
    }
  }

  @Override
  public void run(List<?> inputs, Fn<Object, Object> function, Filled filled, int from, int end) throws Exception {
    try {
      run.invokeExact(inputs, function, filled, from, end);
    } catch (Throwable t) {
      throw thrown(t);
    }
  }

  @SuppressWarnings("unchecked") // the cast is erased: what an item threw is thrown as it is
  private static <E extends Throwable> RuntimeException thrown(Throwable t) throws E {
    throw (E) t;
  }
}
