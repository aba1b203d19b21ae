package dev.drover.testkit.fault;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What uses memory up. */
final class MemoryStrikes {
  private static final int CHUNK = 1 << 20;
  private static final int METHODS = 500;

  /** Never emptied: that is the fault. */
  private static final Queue<byte[]> LEAKED = new ConcurrentLinkedQueue<>();

  private MemoryStrikes() {}

  static Object fillHeap() throws Exception {
    return keepAll(() -> new byte[CHUNK]);
  }

  static Object fillDirectMemory() throws Exception {
    return keepAll(() -> ByteBuffer.allocateDirect(CHUNK));
  }

  static Object fillMetaspace() throws Exception {
    byte[] large = largeClass();
    return keepAll(() -> MethodHandles.lookup().defineHiddenClass(large, false).lookupClass());
  }

  /** Until there is no room for more. */
  private static Object keepAll(Callable<?> source) throws Exception {
    List<Object> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(source.call());
    }
    return all.size();
  }

  /** A class with many methods takes more room than many classes, and is defined faster. */
  private static byte[] largeClass() {
    ClassDesc name = ClassDesc.of(MemoryStrikes.class.getPackageName(), "Filler");
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void);
    return ClassFile.of().build(name, filler -> {
      for (int i = 0; i < METHODS; i++) {
        filler.withMethodBody("m" + i, type, ClassFile.ACC_STATIC, code -> code.return_());
      }
    });
  }

  static Object fillStack() {
    return deeper(1);
  }

  private static int deeper(int depth) {
    // The addition keeps this from being a loop in disguise.
    return depth == 0 ? 0 : 1 + deeper(depth + 1);
  }

  static Object leak(long bytes) {
    for (long left = bytes; left > 0; left -= CHUNK) {
      LEAKED.add(new byte[CHUNK]);
    }
    return LEAKED.size();
  }
}
