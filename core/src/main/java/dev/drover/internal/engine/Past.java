package dev.drover.internal.engine;

import dev.drover.internal.journal.Journal;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/** What a call knows of earlier ones, if it has a {@link Journal}, and what it leaves for later ones. */
final class Past implements AutoCloseable {
  private final Optional<Journal> journal;
  private final boolean bounded;
  private Optional<JournalSink> sink = Optional.empty();

  private Past(Optional<Journal> journal, boolean bounded) {
    this.journal = journal;
    this.bounded = bounded;
  }

  /** Reads a file if the options name one. Outcomes may have to be handed out in the order of the inputs. */
  static Past of(TaskOptions options, boolean inOrder) {
    return new Past(options.journal().map(Journal::open), inOrder || options.buffer().isPresent());
  }

  /** Whether inputs go in another order than their own. */
  boolean reorders() {
    return journal.isPresent() && journal.get().knowsLong();
  }

  /** Only if it reorders. */
  Inputs inputs(Iterator<?> inputs, Dispatcher dispatcher, Runnable arrived) {
    return new LongestFirst(inputs, journal.orElseThrow(), dispatcher, arrived, bounded);
  }

  Sink sink(Sink inner) {
    sink = journal.map(j -> new JournalSink(inner, j));
    return sink.isPresent() ? sink.get() : inner;
  }

  /** The median of the last call. */
  Optional<Duration> median() {
    return journal.flatMap(Journal::median);
  }

  @Override
  public void close() {
    sink.ifPresent(JournalSink::close);
  }
}
