package dev.drover.task;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Why an item has no value. The type says what happened, and so what to do next:
 *
 * <table>
 * <caption>Failures</caption>
 * <tr><td>{@link Threw}</td><td>the function threw: mend the function or the input</td></tr>
 * <tr><td>{@link TimedOut}, {@link Stalled}</td><td>it ran too long and was stopped; {@link #stack()} says where</td></tr>
 * <tr><td>{@link OutOfMemory}</td><td>give workers more memory, or refuse such inputs</td></tr>
 * <tr><td>{@link Crashed}, {@link Exited}</td><td>the worker process died with the item in hand</td></tr>
 * <tr><td>{@link Unserializable}</td><td>something can't travel between processes</td></tr>
 * <tr><td>{@link Cancelled}</td><td>somebody stopped it; the item itself is not to blame</td></tr>
 * </table>
 */
public sealed interface Failure {
  /**
   * What is known besides the cause.
   *
   * @return attempts and their history, worker, last output, stack
   */
  Evidence evidence();

  /**
   * The cause in one line, without the item and the attempts.
   *
   * @return such as {@code timed out after 10 s}
   */
  String summary();

  /**
   * The same failure with other evidence.
   *
   * @param evidence what is known
   * @return the failure
   */
  Failure with(Evidence evidence);

  /**
   * How often the item was tried.
   *
   * @return 1 or more, or 0 if it never started
   */
  default int attempts() {
    return evidence().attempts();
  }

  /**
   * The attempts that have ended, the one that made this failure too.
   *
   * @return oldest first; all of them, or the newest if there were very many
   */
  default List<Attempt> history() {
    return evidence().history();
  }

  /**
   * The process that ran the last attempt.
   *
   * @return empty if it was the caller's own process
   */
  default OptionalLong workerPid() {
    return evidence().workerPid();
  }

  /**
   * What the item printed last.
   *
   * @return lines, oldest first
   */
  default List<String> lastOutput() {
    return evidence().lastOutput();
  }

  /**
   * Where the task was when it was stopped.
   *
   * @return frames, innermost first; empty where nobody could look
   */
  default List<StackTraceElement> stack() {
    return evidence().stack();
  }

  /**
   * Runs the item once more in the calling thread, with the same function, input, index, seed and attempt: to look at it under a
   * debugger. Nothing is caught, limited or isolated, and the failure stays what it is. The input is the caller's object as it is
   * now. Works after the pool was closed too.
   *
   * @return what the function returns this time, may be null
   * @throws Exception what the function throws this time
   * @throws IllegalStateException if the failure was not made by a call of a pool in this process
   */
  default @Nullable Object replay() throws Exception {
    return evidence().replay().run();
  }

  /**
   * The function threw.
   *
   * @param thrown what
   * @param evidence what is known besides
   */
  record Threw(Thrown thrown, Evidence evidence) implements Failure {
    @Override
    public String summary() {
      return thrown.toString();
    }

    @Override
    public Threw with(Evidence other) {
      return new Threw(thrown, other);
    }

    @Override
    public List<StackTraceElement> stack() {
      return evidence.stack().isEmpty() ? thrown.frames() : evidence.stack();
    }
  }

  /**
   * The item ran longer than it may and was stopped.
   *
   * @param limit how long it was allowed to run
   * @param relative where the limit comes from, if it is relative to the median of other items; empty for a plain timeout
   * @param evidence what is known besides
   */
  record TimedOut(Duration limit, Optional<MedianLimit> relative, Evidence evidence) implements Failure {
    /**
     * For a plain timeout.
     *
     * @param limit the timeout
     * @param evidence what is known besides
     */
    public TimedOut(Duration limit, Evidence evidence) {
      this(limit, Optional.empty(), evidence);
    }

    @Override
    public String summary() {
      return "timed out after " + Texts.duration(limit) + relative.map(r -> ": " + r).orElse("");
    }

    @Override
    public TimedOut with(Evidence other) {
      return new TimedOut(limit, relative, other);
    }
  }

  /**
   * The item made no progress for longer than its stall timeout, or its worker process was frozen by a signal such as SIGSTOP,
   * and was stopped. Nobody can tell who has frozen a process. So a frozen worker counts as one that died: its item is tried
   * again as often as {@link Retry#crashes()} says.
   *
   * @param limit how long it was allowed to show no progress
   * @param frozen whether its worker process was frozen
   * @param evidence what is known besides
   */
  record Stalled(Duration limit, boolean frozen, Evidence evidence) implements Failure {
    /**
     * For an item that made no progress.
     *
     * @param limit the stall timeout
     * @param evidence what is known besides
     */
    public Stalled(Duration limit, Evidence evidence) {
      this(limit, false, evidence);
    }

    @Override
    public String summary() {
      return frozen
          ? "stalled: its worker process was frozen by a signal, as by SIGSTOP, and was killed"
          : "stalled: no sign of progress for " + Texts.duration(limit);
    }

    @Override
    public Stalled with(Evidence other) {
      return new Stalled(limit, frozen, other);
    }
  }

  /**
   * The item needed more memory than its worker has.
   *
   * @param limit what was reached
   * @param detail which memory, in the words of the JVM where it was the one to notice
   * @param evidence what is known besides
   */
  record OutOfMemory(Limit limit, String detail, Evidence evidence) implements Failure {
    /** What stood in the way of more. */
    public enum Limit {
      /** The JVM's own limits: heap, direct memory, threads. */
      JVM,
      /** The resident limit of the process tree, see {@link PoolOptions#residentLimit}. */
      RESIDENT,
      /** What the machine or the container has: the kernel killed the worker. */
      MACHINE
    }

    /**
     * The JVM's own limit was reached.
     *
     * @param detail which memory, in the words of the JVM
     * @param evidence what is known besides
     */
    public OutOfMemory(String detail, Evidence evidence) {
      this(Limit.JVM, detail, evidence);
    }

    @Override
    public String summary() {
      return "out of memory: " + detail;
    }

    @Override
    public OutOfMemory with(Evidence other) {
      return new OutOfMemory(limit, detail, other);
    }
  }

  /**
   * The worker process was ended by a signal while it ran the item: a native crash, or a kill from outside.
   *
   * @param signal the number of the signal: 9 for a kill, 11 or 6 for a native crash
   * @param frame the innermost frame of a native crash, in the words of the JVM: {@code C  [libc.so.6+0x1a2b]  strlen+0x5}
   * @param errorFile the JVM's own report of a native crash, where it wrote one
   * @param evidence what is known besides
   */
  record Crashed(int signal, Optional<String> frame, Optional<Path> errorFile, Evidence evidence) implements Failure {
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;

    /**
     * Where the frame isn't known.
     *
     * @param signal the number of the signal
     * @param errorFile the JVM's own report
     * @param evidence what is known besides
     */
    public Crashed(int signal, Optional<Path> errorFile, Evidence evidence) {
      this(signal, Optional.empty(), errorFile, evidence);
    }

    /**
     * Whether somebody else ended the process: a person, the kernel, a supervisor. No code of the item does that to itself by
     * accident, so the item gets more attempts.
     *
     * @return true for SIGKILL and SIGTERM
     */
    public boolean killedFromOutside() {
      return signal == SIGKILL || signal == SIGTERM;
    }

    @Override
    public String summary() {
      String where = frame.map(f -> " at " + f).orElse("");
      String report = errorFile.map(f -> ", report in " + f).orElse("");
      return "worker process died of " + Texts.signal(signal) + where + report;
    }

    @Override
    public Crashed with(Evidence other) {
      return new Crashed(signal, frame, errorFile, other);
    }
  }

  /**
   * The worker process exited while it ran the item: the task called {@code System.exit} or {@code Runtime.halt}.
   *
   * @param status the exit status
   * @param evidence what is known besides
   */
  record Exited(int status, Evidence evidence) implements Failure {
    @Override
    public String summary() {
      return "worker process exited with status " + status;
    }

    @Override
    public Exited with(Evidence other) {
      return new Exited(status, other);
    }
  }

  /**
   * The item was stopped, or never started, because somebody asked for it.
   *
   * @param reason who or what
   * @param evidence what is known besides
   */
  record Cancelled(String reason, Evidence evidence) implements Failure {
    @Override
    public String summary() {
      return "cancelled: " + reason;
    }

    @Override
    public Cancelled with(Evidence other) {
      return new Cancelled(reason, other);
    }
  }

  /**
   * Something can't travel between processes.
   *
   * @param what which of the three
   * @param detail the path to what can't travel, and the ways out
   * @param evidence what is known besides
   */
  record Unserializable(What what, String detail, Evidence evidence) implements Failure {
    /** Which part of the task it is. */
    public enum What {
      /** The function or something that it captures. */
      FUNCTION,
      /** The input. */
      INPUT,
      /** The value that the function returned. */
      RESULT
    }

    @Override
    public String summary() {
      return what.name().toLowerCase(java.util.Locale.ROOT) + " can't travel between processes: " + detail;
    }

    @Override
    public Unserializable with(Evidence other) {
      return new Unserializable(what, detail, other);
    }
  }
}
