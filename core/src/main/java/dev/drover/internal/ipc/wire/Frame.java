package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;
import dev.drover.task.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One message; the README beside the sources says who sends what when. */
public sealed interface Frame {
  /** What a worker gets. */
  sealed interface ToWorker extends Frame {
    /**
     * Calls the method for this frame.
     *
     * @param handler whose
     * @throws IOException what it throws
     */
    void tell(ForWorker handler) throws IOException;
  }

  /** What a parent gets. */
  sealed interface ToParent extends Frame {
    /**
     * Calls the method for this frame.
     *
     * @param handler whose
     * @throws IOException what it throws
     */
    void tell(ForParent handler) throws IOException;
  }

  /**
   * A method for each frame that a worker gets, and for no other. A {@code switch} would do, but the JVM keeps none over types
   * in the cache from which workers start: each would cost a start some ten milliseconds.
   */
  interface ForWorker {
    void on(Rest frame) throws IOException;

    void on(Welcome frame) throws IOException;

    void on(Function frame) throws IOException;

    void on(Batch frame) throws IOException;

    void on(Stop frame) throws IOException;

    void on(Dump frame) throws IOException;

    void on(ClassBytes frame) throws IOException;

    void on(OutputTaken frame) throws IOException;

    void on(Bye frame) throws IOException;
  }

  /** The same for what a parent gets. */
  interface ForParent {
    void on(Hello frame) throws IOException;

    void on(Ready frame) throws IOException;

    void on(InitFailed frame) throws IOException;

    void on(Ok frame) throws IOException;

    void on(Oks frame) throws IOException;

    void on(Threw frame) throws IOException;

    void on(Oom frame) throws IOException;

    void on(Unserializable frame) throws IOException;

    void on(Skipped frame) throws IOException;

    void on(StackDump frame) throws IOException;

    void on(ClassRequest frame) throws IOException;

    void on(BatchDone frame) throws IOException;

    void on(LeftBehind frame) throws IOException;
  }

  /** What became of an item: one of these for each, but for those in {@link Oks}. */
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
   * @param rings whether it has mapped the rings that it was told of: if so, all that follows goes through them, either way
   */
  record Hello(int worker, int version, long pid, long nanoTime, String javaVersion, Secret secret, boolean rings)
      implements ToParent {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * Nobody needs the worker yet: it waits for its Welcome, or for the end, however long that takes. Until then it is there for
   * practice, of which it forgets everything when it is welcomed.
   */
  record Rest() implements ToWorker {
    @Override
    public void tell(ForWorker handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * The worker is accepted.
   *
   * @param onStart what to do before the first item
   * @param onStop what to do after the last
   * @param loader the number of the class loader that tasks have as their context loader
   * @param share bytes that the worker and all that its tasks start may plan with
   */
  record Welcome(Optional<Payload> onStart, Optional<Payload> onStop, int loader, long share) implements ToWorker {
    /**
     * One that asks for nothing.
     *
     * @return with the loader of the class path, and a share as it was told at the start
     */
    public static Welcome plain() {
      return new Welcome(Optional.empty(), Optional.empty(), 0, 0);
    }

    @Override
    public void tell(ForWorker handler) throws IOException {
      handler.on(this);
    }
  }

  /** The worker has done what it had to do before the first item. */
  record Ready() implements ToParent {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * It could not.
   *
   * @param thrown an encoded {@link dev.drover.task.Thrown}
   */
  record InitFailed(Cargo thrown) implements ToParent {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * A function.
   *
   * @param name its hash
   * @param code encoded
   */
  record Function(FunctionName name, Cargo code) implements ToWorker {
    @Override
    public void tell(ForWorker handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * Items to run.
   *
   * @param id of the batch
   * @param function which was sent before
   * @param firstIndex the index of the item at offset 0
   * @param attempt which attempt
   * @param seed of the call
   * @param exact whether it is asked for how long each item runs; otherwise a mean over neighbours will do
   * @param inputs of the items that are to run, in order
   */
  record Batch(
      long id, FunctionName function, long firstIndex, int attempt, OptionalLong seed, boolean exact, List<Input> inputs)
      implements ToWorker {
    @Override
    public void tell(ForWorker handler) throws IOException {
      handler.on(this);
    }

    /**
     * What is to be known of it once its inputs are elsewhere.
     *
     * @return the same with no inputs
     */
    public Batch withoutInputs() {
      return new Batch(id, function, firstIndex, attempt, seed, exact, List.of());
    }
  }

  /**
   * An item, or a stretch of neighbours that are so small that they travel together.
   *
   * @param offset the place of the first in the batch
   * @param count how many items
   * @param cargo the item encoded; of several what a {@link dev.drover.internal.codec.StretchWriter} wrote
   */
  record Input(int offset, int count, Cargo cargo) {
    /**
     * One item.
     *
     * @param offset its place in the batch
     * @param cargo encoded
     */
    public Input(int offset, Cargo cargo) {
      this(offset, 1, cargo);
    }
  }

  /**
   * Skip items that have not started.
   *
   * @param batch whose
   * @param from the first
   * @param to the one after the last
   * @param interrupt whether to interrupt one that runs
   */
  record Stop(long batch, int from, int to, boolean interrupt) implements ToWorker {
    @Override
    public void tell(ForWorker handler) throws IOException {
      handler.on(this);
    }
  }

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

    @Override
    public void tell(ForWorker handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * The answer to a {@link ClassRequest}.
   *
   * @param request which
   * @param bytes the class file, empty if there is none
   */
  record ClassBytes(long request, Optional<Payload> bytes) implements ToWorker {
    @Override
    public void tell(ForWorker handler) throws IOException {
      handler.on(this);
    }
  }

  /** The output files have been read: they may be emptied. */
  record OutputTaken() implements ToWorker {
    @Override
    public void tell(ForWorker handler) throws IOException {
      handler.on(this);
    }
  }

  /** End when you have finished. */
  record Bye() implements ToWorker {
    @Override
    public void tell(ForWorker handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * A value.
   *
   * @param batch whose
   * @param item which
   * @param nanos how long it ran
   * @param printed what it wrote
   * @param value encoded
   */
  record Ok(long batch, int item, long nanos, Printed printed, Cargo value) implements ItemEnd {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * Small values of neighbouring items that have printed nothing.
   *
   * @param batch whose
   * @param item the first
   * @param count how many
   * @param exact whether each value comes with how long its item ran
   * @param values as a {@link dev.drover.internal.codec.StretchWriter} wrote them: if exact for each how long it ran, as a number, and
   *     its value; otherwise all values, and how long all ran together
   */
  record Oks(long batch, int item, int count, boolean exact, Cargo values) implements ToParent {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * The function threw.
   *
   * @param batch whose
   * @param item which
   * @param nanos how long it ran
   * @param printed what it wrote
   * @param thrown an encoded {@link dev.drover.task.Thrown}
   */
  record Threw(long batch, int item, long nanos, Printed printed, Cargo thrown) implements ItemEnd {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * The heap was exhausted; the worker ends.
   *
   * @param batch whose
   * @param item which
   * @param nanos how long it ran
   * @param printed what it wrote
   * @param detail in the words of the JVM
   */
  record Oom(long batch, int item, long nanos, Printed printed, String detail) implements ItemEnd {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * Something can't be encoded or decoded.
   *
   * @param batch whose
   * @param item which
   * @param nanos how long it ran
   * @param printed what it wrote
   * @param what which part
   * @param detail why
   */
  record Unserializable(
      long batch, int item, long nanos, Printed printed, Failure.Unserializable.What what, String detail)
      implements ItemEnd {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

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

    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
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

    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * A class is missing.
   *
   * @param request for the answer
   * @param loader as the codec numbers them
   * @param name of the class
   */
  record ClassRequest(long request, int loader, String name) implements ToParent {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * Nothing of the batch is left.
   *
   * @param batch which
   * @param nanos from its first item to its last
   * @param printed what was written since the last item that told
   */
  record BatchDone(long batch, long nanos, Printed printed) implements ToParent {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }

  /**
   * A task has left something behind that the next one would find.
   *
   * @param what in a few words
   */
  record LeftBehind(String what) implements ToParent {
    @Override
    public void tell(ForParent handler) throws IOException {
      handler.on(this);
    }
  }
}
