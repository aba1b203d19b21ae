package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.wire.Printed;
import dev.drover.task.TaskOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Hands on what items have printed: to whoever the pool's options name, otherwise to the streams of this process, one item
 * at a time. Reads in small pieces, so an item may print any amount. Thread-safe.
 */
final class Printer {
  private static final int PIECE = 64 << 10;
  private static final ReentrantLock STREAMS = new ReentrantLock();
  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static final OutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private final Optional<Consumer<TaskOutput>> consumer;

  /** Whether a consumer has thrown before. Guarded by STREAMS. */
  private boolean complained;

  Printer(Optional<Consumer<TaskOutput>> consumer) {
    this.consumer = consumer;
  }

  /** Never throws: what a consumer throws is logged, and the rest of this output dropped. */
  void print(WorkerProcess worker, long index, Printed printed) {
    if (!printed.any()) {
      return;
    }
    STREAMS.lock();
    try {
      copy(worker.out(), index, TaskOutput.Stream.OUT, printed.outFrom(), printed.outTo());
      copy(worker.err(), index, TaskOutput.Stream.ERR, printed.errFrom(), printed.errTo());
    } catch (IOException | RuntimeException | Error e) {
      complain("handing on the output of item " + index, e);
    } finally {
      STREAMS.unlock();
      // A consumer that leaves this set would close the worker's socket.
      boolean ignored = Thread.interrupted();
    }
  }

  /** Says so once: a consumer that always throws would fill the log. */
  private void complain(String what, Throwable why) {
    if (complained) {
      Log.debug(what, why);
    } else {
      Log.warn(what + "; further failures like this are logged at level DEBUG", why);
    }
    complained = true;
  }

  private void copy(Path file, long index, TaskOutput.Stream stream, long from, long to) throws IOException {
    if (to <= from) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, to - from));
      long at = from;
      while (at < to) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
        int n = channel.read(buffer, at);
        if (n < 0) {
          return;
        }
        hand(index, stream, Arrays.copyOf(buffer.array(), n));
        at += n;
      }
    }
  }

  private void hand(long index, TaskOutput.Stream stream, byte[] bytes) throws IOException {
    if (consumer.isPresent()) {
      consumer.get().accept(new TaskOutput(index, stream, bytes));
    } else {
      (stream == TaskOutput.Stream.OUT ? OUT : ERR).write(bytes);
    }
  }
}
