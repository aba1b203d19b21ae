package dev.drover.internal.worker;

import dev.drover.internal.ipc.memory.StatusBlock;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Three functions of the C library. On a system without them nothing is done. */
/*
 * Linking the first one costs some 50 ms of a core, as much as all the rest of a worker's start, and few need it. So it is
 * done when there is a reason: an item takes so long that it may be in native code (to come there takes its time too), or the
 * worker has been there for a while. What native code has printed before that stays in the library's buffer, and counts for
 * the item that is looked at next.
 */
final class CLibrary {
  private static final long LATER_MILLIS = 500;
  private static final long LOOK_EVERY_MILLIS = 20;
  private static final long MAY_BE_NATIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final CompletableFuture<Optional<MethodHandle>> flush = new CompletableFuture<>();
  private final CompletableFuture<Optional<MethodHandle>> exit = new CompletableFuture<>();
  private final CountDownLatch wanted = new CountDownLatch(1);
  private final StatusBlock status;
  private final boolean leads;

  /** For a process that leads its session already, or has to see to it. */
  CLibrary(StatusBlock status, boolean leads) {
    this.status = status;
    this.leads = leads;
  }

  /** Starts to wait for a reason to link. */
  void start() {
    Thread.ofPlatform().daemon().name("drover-native").start(this::link);
  }

  private void link() {
    try {
      linkAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exit.complete(Optional.empty());
      flush.complete(Optional.empty());
    }
  }

  private void linkAll() throws InterruptedException {
    if (!leads) {
      leadSession(Linker.nativeLinker());
    }
    awaitReason();
    Linker linker = Linker.nativeLinker();
    completeFlush(linker, linker.defaultLookup());
    completeExit(linker, linker.defaultLookup());
  }

  /**
   * Until somebody waits, or the same item runs at two looks, or the time is over. One whose function is still decoded does not
   * count: the first one in cold code takes that long where cores are scarce, and would take twice as long beside this.
   */
  private void awaitReason() throws InterruptedException {
    long seen = 0;
    for (long waited = 0; waited < LATER_MILLIS; waited += LOOK_EVERY_MILLIS) {
      if (wanted.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      long run = status.run();
      if (run == seen && status.isInOwnCode()) {
        return;
      }
      seen = run;
    }
  }

  /** What tasks start can be told by its session then, and a key pressed at the terminal means the parent only. */
  @SuppressWarnings("restricted") // workers have native access
  private static void leadSession(Linker linker) {
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT);
    linker.defaultLookup().find("setsid").map(f -> linker.downcallHandle(f, type)).ifPresent(CLibrary::call);
  }

  @SuppressWarnings("restricted") // workers have native access
  private void completeExit(Linker linker, SymbolLookup library) {
    FunctionDescriptor type = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT);
    exit.complete(library.find("_exit").map(f -> linker.downcallHandle(f, type)));
  }

  @SuppressWarnings("restricted") // workers have native access
  private void completeFlush(Linker linker, SymbolLookup library) {
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    flush.complete(library.find("stdout").flatMap(variable -> library.find("fflush")
        .map(f -> linker.downcallHandle(f, type).bindTo(valueOf(variable)))));
  }

  @SuppressWarnings("restricted") // workers have native access
  private static MemorySegment valueOf(MemorySegment variable) {
    return variable.reinterpret(ValueLayout.ADDRESS.byteSize()).get(ValueLayout.ADDRESS, 0);
  }

  /**
   * Writes what native code has printed and the library keeps back, if an item that took so long may have printed so. Only
   * standard output: standard error is not buffered, and flushing everything could wait for a stream that a thread is reading.
   */
  void flushOutput(long nanos) {
    if (nanos >= MAY_BE_NATIVE_NANOS) {
      wanted.countDown();
      flush.join();
    }
    flush.getNow(Optional.empty()).ifPresent(CLibrary::call);
  }

  private static void call(MethodHandle function) {
    try {
      int ignored = (int) function.invokeExact();
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Ends the process at once; the JVM's own way to end waits for compilations that are under way. */
  void exitAtOnce(int status) {
    exit.getNow(Optional.empty()).ifPresent(f -> exit(f, status));
  }

  private static void exit(MethodHandle exit, int status) {
    try {
      exit.invokeExact(status);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
