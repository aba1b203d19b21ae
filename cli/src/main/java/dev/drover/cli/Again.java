package dev.drover.cli;

import dev.drover.cli.display.Names;
import dev.drover.cli.display.Summary;
import dev.drover.cli.problem.Status;
import java.util.Optional;

/**
 * The command that does some inputs again. Only where inputs were arguments and results go to standard output:
 * elsewhere it would not do the same.
 *
 * @param settings of the run
 * @param status how it ended
 */
record Again(Settings settings, Status status) {
  Optional<Summary.Again> command() {
    boolean arguments = !settings.inputs().arguments().isEmpty();
    boolean same = status == Status.SOME_FAILED && settings.folder().isEmpty() && arguments;
    return same ? Optional.of(this::command) : Optional.empty();
  }

  private String command(String arguments) {
    String classPath = settings.classPath().isEmpty() ? "" : " --classpath " + Names.quoted(settings.classPath());
    String on = settings.backend().equals("auto") ? "" : " --on " + settings.backend();
    return "drover " + Names.quoted(settings.job()) + " " + arguments + classPath + on + " -v";
  }
}
