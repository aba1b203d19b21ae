package dev.drover.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value that each worker opens once, when its first item asks, and keeps for the items that follow: a model, a
 * parser, a connection. The sibling of {@link ThreadLocal} for workers, which are processes or threads.
 *
 * <pre>{@code
 * WorkerLocal<Tesseract> ocr = WorkerLocal.withInitial(Tesseract::new);
 * List<String> texts = pool.map(images, image -> ocr.get().read(image));
 * }</pre>
 *
 * <p>It travels with the function; the value never does, so it need not be serialisable. No two items use one value at
 * the same time, so it need not be thread-safe. On threads each slot has its own value, and so has each caller that
 * runs items itself. The value is closed when its worker ends: recycled, idle for too long, or with the pool. A worker
 * that is killed closes nothing.
 *
 * @param <T> the value
 */
public final class WorkerLocal<T> implements Serializable {
  private static final long serialVersionUID = 1;

  /** The same in every process. */
  private final String id = UUID.randomUUID().toString();

  private final Call<? extends T> open;
  private final Action<? super T> close;

  private WorkerLocal(Call<? extends T> open, Action<? super T> close) {
    this.open = open;
    this.close = close;
  }

  /**
   * A value that is closed at the end of its worker if it is {@link AutoCloseable}.
   *
   * @param open makes the value, in the worker
   * @param <T> the value
   * @return what tasks ask for it
   */
  public static <T> WorkerLocal<T> withInitial(Call<? extends T> open) {
    return new WorkerLocal<>(open, value -> {
      if (value instanceof AutoCloseable closeable) {
        closeable.close();
      }
    });
  }

  /**
   * A value with a way of its own to be closed.
   *
   * @param open makes the value, in the worker
   * @param close what is done with it at the end of its worker
   * @param <T> the value
   * @return what tasks ask for it
   */
  public static <T> WorkerLocal<T> withInitial(Call<? extends T> open, Action<? super T> close) {
    return new WorkerLocal<>(open, close);
  }

  /**
   * The value of this worker, opened if it has none yet. What the opening throws is the failure of the item; the next
   * item tries again.
   *
   * @return the value
   * @throws IllegalStateException if the calling thread runs no item
   */
  public T get() {
    Values values = Values.ofThisThread();
    if (values == null) {
      throw new IllegalStateException(
          "thread '%s' runs no item, so it has no value of a WorkerLocal; ask in the task itself and pass the value on"
              .formatted(Thread.currentThread().getName()));
    }
    return values.get(this);
  }

  /**
   * For backends: the values of one worker. Used by one thread at a time.
   */
  public static final class Values implements AutoCloseable {
    /** Values, or a {@link Lender} that nobody has asked so far. */
    private static final ThreadLocal<@Nullable Object> CURRENT = new ThreadLocal<>();

    private final Map<String, Value<?>> open = new LinkedHashMap<>();

    private record Value<T>(T value, Action<? super T> close) {
      void end() {
        try {
          close.accept(value);
        } catch (Exception e) {
          System.getLogger("dev.drover").log(
              System.Logger.Level.WARNING, "closing a value of a WorkerLocal threw; the worker ends without", e);
        }
      }
    }

    /** None yet. */
    public Values() {
      // nothing is opened before somebody asks
    }

    /** Where a thread that is no worker gets values for the items that it runs. Thread-safe. */
    public interface Lender {
      /**
       * When the first item asks.
       *
       * @return values that no other thread uses
       */
      Values borrow();

      /**
       * The items have ended.
       *
       * @param values that were borrowed
       */
      void giveBack(Values values);
    }

    /**
     * Sets the values of the calling thread, which is a worker.
     *
     * @param values of this worker
     */
    public static void enter(Values values) {
      CURRENT.set(values);
    }

    /**
     * Runs items in a thread that is no worker. Values are borrowed only if an item asks, since that takes as long as some cheap
     * items.
     *
     * @param lender of the values
     * @param items what runs with them
     */
    public static void during(Lender lender, Runnable items) {
      Object before = CURRENT.get();
      CURRENT.set(lender);
      try {
        items.run();
      } finally {
        Object after = CURRENT.get();
        CURRENT.set(before); // null, and not removed: what is removed has to be made again for the next call
        if (after instanceof Values borrowed) {
          lender.giveBack(borrowed);
        }
      }
    }

    private static @Nullable Values ofThisThread() {
      Values lent = Task.lentToThisThread();
      return lent == null ? entered() : lent;
    }

    private static @Nullable Values entered() {
      Object current = CURRENT.get();
      if (current instanceof Lender lender) {
        Values borrowed = lender.borrow();
        CURRENT.set(borrowed);
        return borrowed;
      }
      return (Values) current;
    }

    /**
     * Whether nothing is open.
     *
     * @return true before the first item asks
     */
    public boolean isEmpty() {
      return open.isEmpty();
    }

    @SuppressWarnings("unchecked") // what is kept under an id was opened by the local with that id
    private <T> T get(WorkerLocal<T> local) {
      Value<T> kept = (Value<T>) open.get(local.id);
      if (kept == null) {
        kept = new Value<>(opened(local), local.close);
        open.put(local.id, kept);
      }
      return kept.value;
    }

    private static <T> T opened(WorkerLocal<T> local) {
      try {
        return local.open.call();
      } catch (Exception e) {
        throw Values.<RuntimeException>unchecked(e);
      }
    }

    @SuppressWarnings("unchecked") // the cast is erased: the exception itself is thrown, whatever its type
    private static <E extends Exception> RuntimeException unchecked(Exception e) throws E {
      throw (E) e;
    }

    /** Closes what is open, the newest first. What that throws is logged. */
    @Override
    public void close() {
      List<Value<?>> all = new ArrayList<>(open.values());
      open.clear();
      all.reversed().forEach(Value::end);
    }
  }
}
