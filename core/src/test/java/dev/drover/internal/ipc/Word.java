package dev.drover.internal.ipc;

/** A word of memory of a run of {@link Interleavings}. */
public final class Word {
  final String name;
  long value;

  public Word() {
    this("a word");
  }

  public Word(String name) {
    this.name = name;
  }

  /** Is there when the run begins. */
  public Word with(long first) {
    value = first;
    return this;
  }

  /** What is in memory. */
  public long value() {
    return value;
  }
}
