package dev.drover.cli;

import dev.drover.cli.display.Names;
import dev.drover.cli.function.InputShape;
import dev.drover.cli.function.ResolvedFunction;
import dev.drover.cli.input.InputSet;
import dev.drover.cli.input.Source;
import dev.drover.cli.problem.Problem;
import dev.drover.cli.record.RunRecord;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code drover retry}: the command line of a recorded run, with the items that failed for inputs. What is typed goes before what
 * was recorded.
 *
 * @param record of the run
 * @param typed what stands on the command line besides
 */
record Recall(RunRecord record, CommandWords typed) implements InputSet {
  /** Those of one command, not of what it runs. */
  private static final Set<Opt> NOT_RECORDED = EnumSet.of(
      Opt.ARG_FILE, Opt.NULL, Opt.RANGE, Opt.DRY_RUN, Opt.INLINE, Opt.DEBUG_WORKER, Opt.VERSION, Opt.HELP);

  /** Nothing stops an item that somebody looks at under a debugger. */
  private static final Set<Opt> NOT_INLINE = EnumSet.of(
      Opt.JOBS, Opt.MEMORY, Opt.TIMEOUT, Opt.DEADLINE, Opt.RETRIES, Opt.BACKOFF, Opt.HALT, Opt.BATCH,
      Opt.DEBUG_WORKER);

  /** What a record keeps of a command line. */
  static RunRecord.Head head(CommandWords words, InputShape shape) {
    Map<String, String> options = new HashMap<>();
    words.values().forEach((opt, word) -> {
      if (!NOT_RECORDED.contains(opt)) {
        options.put(opt.longName(), word.text());
      }
    });
    return new RunRecord.Head(here(), words.job(), options, shape.natural());
  }

  private static Path here() {
    return Path.of("").toAbsolutePath();
  }

  /** The command line to run and to record. */
  CommandWords words() {
    checkDirectory();
    Map<Opt, CommandWords.Word> values = new EnumMap<>(Opt.class);
    for (Opt opt : Opt.values()) {
      typed.word(opt).ifPresent(word -> values.put(opt, word));
      String recorded = record.head().options().get(opt.longName());
      if (recorded != null && !typed.isTyped(opt)) {
        values.put(opt, new CommandWords.Word(recorded, "%s of run %s".formatted(opt.shown(), record.id())));
      }
    }
    return new CommandWords(record.head().job(), List.of(), values);
  }

  private void checkDirectory() {
    if (!record.head().directory().equals(here())) {
      throw Problem.usage("run '%s' was started in %s, which its file names are relative to; go there first: cd %s"
          .formatted(record.id(), record.head().directory(), Names.quoted(
              record.head().directory().toString())));
    }
  }

  /** The same in this process, one by one, without limits. */
  static CommandWords inline(CommandWords words) {
    Map<Opt, CommandWords.Word> values = new EnumMap<>(words.values());
    values.keySet().removeAll(NOT_INLINE);
    values.put(Opt.ON, new CommandWords.Word("inline", Opt.INLINE.shown()));
    values.put(Opt.VERBOSE, new CommandWords.Word("true", Opt.INLINE.shown()));
    return new CommandWords(words.job(), words.inputs(), values);
  }

  @Override
  public InputShape shape() {
    return new InputShape(record.head().natural(), "so were the inputs of run " + record.id());
  }

  @Override
  public Source open(ResolvedFunction function) {
    return record.failed();
  }
}
