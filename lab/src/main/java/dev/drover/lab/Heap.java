package dev.drover.lab;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Memory of this JVM. */
final class Heap {
  private Heap() {}

  /** Bytes that are in use after all garbage was taken away. */
  static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Bytes that all threads together have ever allocated. */
  static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }
}
