package dev.drover.internal.worker;

import dev.drover.internal.ipc.wire.Printed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What items print. Descriptors 1 and 2 are files; an item's output is the part of each that grew while it ran. What a thread
 * that an item left behind prints later counts for the item that runs then.
 */
final class Output {
  private static final long ANSWER_WITHIN_SECONDS = 10;

  private final CapturedFile out;
  private final CapturedFile err;
  private final CLibrary library;
  private final Semaphore answers = new Semaphore(0);

  /** Whether an item has ended since the last look. */
  private boolean passed;

  private Output(CapturedFile out, CapturedFile err, CLibrary library) {
    this.out = out;
    this.err = err;
    this.library = library;
  }

  static Output capture(Path outFile, Path errFile, CLibrary library) throws IOException {
    Output output = new Output(
        new CapturedFile(outFile, charset("stdout.encoding")),
        new CapturedFile(errFile, charset("stderr.encoding")),
        library);
    boolean ignored = output.restore();
    return output;
  }

  private static Charset charset(String property) {
    return Charset.forName(System.getProperty(property, "UTF-8"), Charset.defaultCharset());
  }

  /** Gives the next item streams that work, whatever the last one did to them; true if it did something. */
  boolean restore() {
    boolean changed = false;
    if (System.out != out.intact(System.out)) {
      System.setOut(out.printer());
      changed = true;
    }
    if (System.err != err.intact(System.err)) {
      System.setErr(err.printer());
      changed = true;
    }
    return changed;
  }

  long outMark() {
    return out.mark();
  }

  long errMark() {
    return err.mark();
  }

  /** Whether Java code has printed anything since the last look. */
  boolean takeWritten() {
    boolean toOut = out.takeWritten();
    boolean toErr = err.takeWritten();
    return toOut || toErr;
  }

  /** Whether Java code has printed anything since the last look, or has put other streams in the place of ours. */
  boolean isTouched() {
    return out.isTouched(System.out) || err.isTouched(System.err);
  }

  /** What was printed since the last look, by an item that took so long. */
  Printed look(long nanos) {
    passed = false;
    library.flushOutput(nanos);
    long outFrom = out.mark();
    long errFrom = err.mark();
    Printed printed = new Printed(outFrom, out.advance(), errFrom, err.advance());
    return printed.any() ? printed : Printed.NOTHING;
  }

  /** An item that is not worth a look: {@link #rest} makes up for it. */
  Printed pass() {
    passed = true;
    return Printed.NOTHING;
  }

  /** What the items printed at which nobody looked. */
  Printed rest() {
    return passed ? look(0) : Printed.NOTHING;
  }

  void taken() {
    answers.release();
  }

  /** Waits until the parent has read the files, and empties them. */
  void empty() {
    try {
      if (answers.tryAcquire(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        answers.drainPermits();
        out.empty();
        err.empty();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("between items nobody is interrupted", e);
    }
  }
}
