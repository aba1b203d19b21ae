package dev.drover.testkit.fault;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What native code can do. Workers have native access, so that no flag is needed. */
final class NativeStrikes {
  private NativeStrikes() {}

  @SuppressWarnings("restricted") // workers have native access
  static Object abort() throws Exception {
    Linker linker = Linker.nativeLinker();
    MethodHandle abort = linker.downcallHandle(
        linker.defaultLookup().find("abort").orElseThrow(), FunctionDescriptor.ofVoid());
    try {
      abort.invokeExact();
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
    return Survived.ABORT;
  }

  @SuppressWarnings("restricted") // the crash is the point
  static Object writeToNull() {
    MemorySegment.NULL.reinterpret(Integer.BYTES).set(ValueLayout.JAVA_INT, 0, 1);
    return Survived.SEGV;
  }

  /** What comes back if the process is still there, which a test then sees as a value. */
  private enum Survived {
    ABORT,
    SEGV
  }
}
