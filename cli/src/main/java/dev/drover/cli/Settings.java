package dev.drover.cli;

import dev.drover.cli.display.ProgressView;
import dev.drover.cli.display.Terminal;
import dev.drover.cli.input.InputOptions;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The command line, understood and checked.
 *
 * @param job JOB
 * @param inputs where inputs come from
 * @param classPath of {@code --classpath}, empty for none
 * @param backend of {@code --on}
 * @param pool how the pool is built
 * @param task how items are treated
 * @param folder of {@code -o}
 * @param fresh whether earlier runs count for nothing
 * @param output of {@code --output}
 * @param display what is shown
 * @param dryRun whether nothing is started
 * @param explain whether the choice of backend is explained
 * @param debugWorker which worker process waits for a debugger
 */
record Settings(
    String job,
    InputOptions inputs,
    String classPath,
    String backend,
    PoolOptions pool,
    TaskOptions task,
    Optional<String> folder,
    boolean fresh,
    Output output,
    Display display,
    boolean dryRun,
    boolean explain,
    OptionalInt debugWorker) {
  /** With other options for the items. */
  Settings task(TaskOptions other) {
    return new Settings(
        job, inputs, classPath, backend, pool, other, folder, fresh, output, display, dryRun, explain, debugWorker);
  }

  /**
   * What goes to standard output.
   *
   * @param form how
   * @param tag whether lines begin with their input
   */
  record Output(Form form, boolean tag) {}

  /** How results are written. */
  enum Form {
    TEXT,
    JSONL,
    NONE
  }

  /**
   * What goes to standard error.
   *
   * @param progress how progress is shown
   * @param colour whether there are colours
   * @param quiet whether only errors are shown
   * @param verbose whether all there is is shown
   */
  record Display(ProgressView.Mode progress, Terminal.Colour colour, boolean quiet, boolean verbose) {}
}
