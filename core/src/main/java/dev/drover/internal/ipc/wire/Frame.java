package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;
import dev.drover.task.Failure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One message; the README beside the sources says who sends what when. */
public sealed interface Frame {
  /** What a worker gets. */
  sealed interface ToWorker extends Frame {}

  /** What a parent gets. */
  sealed interface ToParent extends Frame {}

  /** What became of an item: one of these for each. */
  sealed interface ItemEnd extends ToParent {
    /**
     * Whose.
     *
     * @return the batch
     */
    long batch();

    /**
     * Which.
     *
     * @return its place in the batch
     */
    int item();

    /**
     * What it wrote.
     *
     * @return ranges of the output files
     */
    Printed printed();
  }

  /**
   * A worker introduces itself.
   *
   * @param worker the number it was given
   * @param version of the protocol
   * @param pid its process
   * @param nanoTime its clock
   * @param javaVersion its JVM
   * @param secret what it was given
   */
  record Hello(int worker, int version, long pid, long nanoTime, String javaVersion, Secret secret)
      implements ToParent {}

  /**
   * The worker is accepted.
   *
   * @param onStart what to do before the first item
   * @param onStop what to do after the last
   */
  record Welcome(Optional<Payload> onStart, Optional<Payload> onStop) implements ToWorker {}

  /** The worker has done what it had to do before the first item. */
  record Ready() implements ToParent {}

  /**
   * It could not.
   *
   * @param thrown an encoded {@link dev.drover.task.Thrown}
   */
  record InitFailed(Cargo thrown) implements ToParent {}

  /**
   * A function.
   *
   * @param name its hash
   * @param code encoded
   */
  record Function(FunctionName name, Cargo code) implements ToWorker {}

  /**
   * Items to run.
   *
   * @param id of the batch
   * @param function which was sent before
   * @param firstIndex the index of the item at offset 0
   * @param attempt which attempt
   * @param seed of the call
   * @param inputs of the items that are to run, in order
   */
  record Batch(
      long id, FunctionName function, long firstIndex, int attempt, OptionalLong seed, List<Input> inputs)
      implements ToWorker {}

  /**
   * An item.
   *
   * @param offset its place in the batch
   * @param cargo encoded
   */
  record Input(int offset, Cargo cargo) {}

  /**
   * Skip items that have not started.
   *
   * @param batch whose
   * @param from the first
   * @param to the one after the last
   * @param interrupt whether to interrupt one that runs
   */
  record Stop(long batch, int from, int to, boolean interrupt) implements ToWorker {}

  /**
   * Where is this item, or the initialiser, at the moment?
   *
   * @param batch whose; {@link #START} for the initialiser
   * @param item which
   */
  record Dump(long batch, int item) implements ToWorker {
    /** Stands for a batch where the initialiser is meant. */
    public static final long START = -1;

    /**
     * Asks where the initialiser is.
     *
     * @return the question
     */
    public static Dump ofStart() {
      return new Dump(START, 0);
    }
  }

  /**
   * The answer to a {@link ClassRequest}.
   *
   * @param request which
   * @param bytes the class file, empty if there is none
   */
  record ClassBytes(long request, Optional<Payload> bytes) implements ToWorker {}

  /** The output files have been read: they may be emptied. */
  record OutputTaken() implements ToWorker {}

  /** End when you have finished. */
  record Bye() implements ToWorker {}

  /**
   * A value.
   *
   * @param batch whose
   * @param item which
   * @param nanos how long it ran
   * @param printed what it wrote
   * @param value encoded
   */
  record Ok(long batch, int item, long nanos, Printed printed, Cargo value) implements ItemEnd {}

  /**
   * The function threw.
   *
   * @param batch whose
   * @param item which
   * @param nanos how long it ran
   * @param printed what it wrote
   * @param thrown an encoded {@link dev.drover.task.Thrown}
   */
  record Threw(long batch, int item, long nanos, Printed printed, Cargo thrown) implements ItemEnd {}

  /**
   * The heap was exhausted; the worker ends.
   *
   * @param batch whose
   * @param item which
   * @param printed what it wrote
   * @param detail in the words of the JVM
   */
  record Oom(long batch, int item, Printed printed, String detail) implements ItemEnd {}

  /**
   * Something can't be encoded or decoded.
   *
   * @param batch whose
   * @param item which
   * @param printed what it wrote
   * @param what which part
   * @param detail why
   */
  record Unserializable(long batch, int item, Printed printed, Failure.Unserializable.What what, String detail)
      implements ItemEnd {}

  /**
   * It was stopped before it started.
   *
   * @param batch whose
   * @param item which
   */
  record Skipped(long batch, int item) implements ItemEnd {
    @Override
    public Printed printed() {
      return Printed.NOTHING;
    }
  }

  /**
   * The answer to {@link Dump}.
   *
   * @param batch whose
   * @param item which
   * @param stack innermost frame first; empty if the item runs no more
   */
  record StackDump(long batch, int item, List<StackTraceElement> stack) implements ToParent {
    /** Copies the list. */
    public StackDump {
      stack = List.copyOf(stack);
    }
  }

  /**
   * A class is missing.
   *
   * @param request for the answer
   * @param loader as the codec numbers them
   * @param name of the class
   */
  record ClassRequest(long request, int loader, String name) implements ToParent {}

  /**
   * Nothing of the batch is left.
   *
   * @param batch which
   * @param nanos from its first item to its last
   * @param printed what was written since the last item that told
   */
  record BatchDone(long batch, long nanos, Printed printed) implements ToParent {}

  /**
   * A task has left something behind that the next one would find.
   *
   * @param what in a few words
   */
  record LeftBehind(String what) implements ToParent {}
}
