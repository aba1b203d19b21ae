package dev.drover.internal.worker;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What native code has printed and the C library keeps back. Linking takes some ten milliseconds, so it is done beside the
 * connection to the parent. Only standard output: standard error is not buffered, and flushing everything could wait for a
 * stream that a thread is reading.
 */
final class NativeOutput {
  private final CompletableFuture<Optional<MethodHandle>> flush = new CompletableFuture<>();

  void start() {
    Thread.ofPlatform().daemon().name("drover-native").start(this::link);
  }

  private void link() {
    try {
      flush.complete(linked());
    } catch (RuntimeException | LinkageError unsupported) {
      flush.complete(Optional.empty());
    }
  }

  @SuppressWarnings("restricted") // workers have native access
  private static Optional<MethodHandle> linked() {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    return library.find("stdout").flatMap(variable -> library.find("fflush")
        .map(fflush -> linker.downcallHandle(fflush, type).bindTo(stream(variable))));
  }

  /** The value of the C variable {@code stdout}. */
  @SuppressWarnings("restricted") // workers have native access
  private static MemorySegment stream(MemorySegment variable) {
    return variable.reinterpret(ValueLayout.ADDRESS.byteSize()).get(ValueLayout.ADDRESS, 0);
  }

  void flush() {
    flush.join().ifPresent(NativeOutput::call);
  }

  private static void call(MethodHandle fflush) {
    try {
      int ignored = (int) fflush.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
