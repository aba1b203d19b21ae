package dev.drover.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line as it was typed, completed from the environment, not yet understood.
 *
 * @param job the first argument, empty if there is none
 * @param inputs the other arguments
 * @param values of options; {@code true} for flags that are set
 */
record CommandWords(String job, List<String> inputs, Map<Opt, Word> values) {
  /**
   * An option's value.
   *
   * @param text as typed
   * @param origin what to call it in messages: the option, or the environment variable that it came from
   */
  record Word(String text, String origin) {}

  Optional<Word> word(Opt opt) {
    return Optional.ofNullable(values.get(opt));
  }

  Optional<String> text(Opt opt) {
    return word(opt).map(Word::text);
  }

  /** Whether it stands on the command line itself. */
  boolean isTyped(Opt opt) {
    return word(opt).filter(w -> w.origin().startsWith("-")).isPresent();
  }

  boolean has(Opt opt) {
    return values.containsKey(opt);
  }
}
