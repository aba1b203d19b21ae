package dev.drover.internal.backend.process;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What takes memory: a program for a child process, and some code for tasks. */
public final class Greedy {
  private static final int MIB = 1 << 20;

  private Greedy() {}

  /** Takes so many mebibytes and waits to be killed. */
  public static void main(String[] args) throws Exception {
    nativeMemory(Integer.parseInt(args[0]));
    TimeUnit.MINUTES.sleep(1);
  }

  /** Starts a process that takes so much, and waits for its end. */
  static int child(int mebibytes) throws Exception {
    String classPath = System.getProperty("java.class.path");
    Process child = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx32m", "-XX:+UseSerialGC", "-cp", classPath, Greedy.class.getName(), Integer.toString(mebibytes)).start();
    System.out.println(child.pid());
    return child.waitFor();
  }

  /** Takes memory that no heap knows of, for ever. */
  static int nativeMemory(int mebibytes) throws InterruptedException {
    for (int i = 0; i < mebibytes; i++) {
      MemorySegment segment = Arena.global().allocate(MIB);
      segment.fill((byte) 1);
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return mebibytes;
  }

  /** Holds so much of the heap at a time. */
  static int heap(int mebibytes) {
    List<byte[]> held = new ArrayList<>();
    for (int i = 0; i < mebibytes; i++) {
      held.add(new byte[MIB]);
    }
    return held.size();
  }
}
