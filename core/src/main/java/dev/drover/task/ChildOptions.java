package dev.drover.task;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a child process is made, see {@code dev.drover.ChildProcess}. Immutable; every method returns a changed copy.
 *
 * @param name what the child is called; by default numbered, with the numbers of its ancestors: {@code child-1:2}
 * @param daemon whether the child is ended when the program ends; by default it is waited for
 * @param process the process itself: {@code memory}, {@code jvmArgs}, {@code output}, {@code residentLimit} and what
 *     else is about one worker. The name, the number of workers and the defaults of calls mean nothing here
 */
public record ChildOptions(Optional<String> name, boolean daemon, PoolOptions process) {
  private static final ChildOptions DEFAULTS = new ChildOptions(Optional.empty(), false, PoolOptions.defaultOptions());

  /** Checks the name. */
  public ChildOptions {
    if (name.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("the name of a child process is blank; leave it out for a numbered one");
    }
  }

  /**
   * A numbered name, no daemon, everything else as it comes.
   *
   * @return the options
   */
  public static ChildOptions defaults() {
    return DEFAULTS;
  }

  /**
   * With a name.
   *
   * @param text for messages and thread names, not blank; need not be unique
   * @return a changed copy
   */
  public ChildOptions name(String text) {
    return new ChildOptions(Optional.of(text), daemon, process);
  }

  /**
   * With another end of the program.
   *
   * @param yes true for a child that is ended with the program, false for one that is waited for
   * @return a changed copy
   */
  public ChildOptions daemon(boolean yes) {
    return new ChildOptions(name, yes, process);
  }

  /**
   * With another process.
   *
   * @param change such as {@code p -> p.memory("512m").jvmArgs("-ea")}
   * @return a changed copy
   */
  public ChildOptions process(UnaryOperator<PoolOptions> change) {
    return new ChildOptions(name, daemon, change.apply(process));
  }
}
