package dev.drover.internal.worker;

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

/**
 * Three functions of the C library. Linking one takes some ten milliseconds, so it is done beside the connection to the parent,
 * and what is not needed for the first item comes after it. On a system without them nothing is done.
 */
final class CLibrary {
  private static final long LATER_MILLIS = 500;

  private final CompletableFuture<Optional<MethodHandle>> flush = new CompletableFuture<>();
  private final CompletableFuture<Optional<MethodHandle>> exit = new CompletableFuture<>();
  private final CountDownLatch used = new CountDownLatch(1);
  private final boolean leads;

  /** For a process that leads its session already, or has to see to it. */
  CLibrary(boolean leads) {
    this.leads = leads;
  }

  /** Starts to link. */
  void start() {
    Thread.ofPlatform().daemon().name("drover-native").start(this::link);
  }

  private void link() {
    try {
      linkAll();
    } finally {
      exit.complete(Optional.empty());
      flush.complete(Optional.empty());
    }
  }

  private void linkAll() {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    if (!leads) {
      leadSession(linker, library);
    }
    completeFlush(linker, library);
    awaitUse();
    completeExit(linker, library);
  }

  private void awaitUse() {
    try {
      boolean _ = used.await(LATER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What tasks start can be told by its session then, and a key pressed at the terminal means the parent only. */
  @SuppressWarnings("restricted") // workers have native access
  private static void leadSession(Linker linker, SymbolLookup library) {
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT);
    library.find("setsid").map(f -> linker.downcallHandle(f, type)).ifPresent(CLibrary::call);
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
   * Writes what native code has printed and the library keeps back. Only standard output: standard error is not buffered, and
   * flushing everything could wait for a stream that a thread is reading.
   */
  void flushOutput() {
    flush.join().ifPresent(CLibrary::call);
    used.countDown();
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
