package dev.drover.cli.input;

import dev.drover.cli.function.InputShape;
import dev.drover.cli.function.Natural;
import dev.drover.cli.function.ResolvedFunction;
import dev.drover.cli.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Finds out what the inputs are, and opens them. */
public final class Inputs implements InputSet {
  private final InputOptions options;
  private final InputStream standardInput;
  private final Consumer<String> warnings;

  /**
   * Inputs that nobody has looked at yet.
   *
   * @param options of the command line
   * @param standardInput is read if nothing else is named
   * @param warnings who is told what is passed over
   */
  public Inputs(InputOptions options, InputStream standardInput, Consumer<String> warnings) {
    this.options = options;
    this.standardInput = standardInput;
    this.warnings = warnings;
    checkOneSource();
  }

  private void checkOneSource() {
    boolean arguments = !options.arguments().isEmpty();
    boolean file = options.argumentFile().isPresent();
    boolean range = options.range().isPresent();
    if ((arguments && file) || (arguments && range) || (file && range)) {
      throw Problem.usage(
          "inputs come from two places at once; use one of: arguments, -a FILE, --range, standard input");
    }
  }

  @Override
  public boolean readsStandardInput() {
    boolean dash = options.argumentFile().filter("-"::equals).isPresent();
    return options.arguments().isEmpty() && options.range().isEmpty() && (dash || options.argumentFile().isEmpty());
  }

  @Override
  public InputShape shape() {
    if (options.range().isPresent()) {
      return new InputShape(Natural.NUMBER, "--range gives numbers");
    }
    if (options.arguments().isEmpty()) {
      String from = readsStandardInput() ? "standard input" : "-a";
      return new InputShape(Natural.TEXT, "inputs from " + from + " are lines of text");
    }
    String first = options.arguments().getFirst();
    if (FileSource.exists(first)) {
      return new InputShape(Natural.PATH, "'%s' is a file".formatted(first));
    }
    return Glob.isPattern(first)
        ? new InputShape(Natural.PATH, "'%s' is a pattern for files".formatted(first))
        : new InputShape(Natural.TEXT, "'%s' is not a file".formatted(first));
  }

  @Override
  public Source open(ResolvedFunction function) {
    if (options.range().isPresent()) {
      return Range.parse(options.range().get());
    }
    if (!options.arguments().isEmpty()) {
      return function.natural() == Natural.PATH
          ? new FileSource(options.arguments(), warnings)
          : new Arguments(options.arguments());
    }
    return lines(converter(function));
  }

  private LineSource lines(Function<String, Optional<Item>> toItem) {
    int delimiter = options.zeroTerminated() ? 0 : '\n';
    return readsStandardInput()
        ? new LineSource(standardInput, "standard input", delimiter, toItem)
        : new LineSource(openFile(options.argumentFile().orElseThrow()), "the file of -a", delimiter, toItem);
  }

  private static InputStream openFile(String name) {
    try {
      return Files.newInputStream(Path.of(name));
    } catch (IOException | InvalidPathException e) {
      throw Problem.usage("the file '%s' of -a can't be read: %s; give a file with one input a line"
          .formatted(name, e.getClass().getSimpleName()));
    }
  }

  /** Text is taken as it is; where it has to become something else, empty lines are passed over. */
  private Function<String, Optional<Item>> converter(ResolvedFunction function) {
    if (function.natural() == Natural.PATH) {
      return text -> text.isEmpty() ? Optional.empty() : toPath(text);
    }
    return text -> text.isBlank() && !function.takesText() ? Optional.empty() : Optional.of(Item.of(text));
  }

  private Optional<Item> toPath(String text) {
    try {
      return Optional.of(Item.of(Path.of(text)));
    } catch (InvalidPathException e) {
      warnings.accept("'%s' is no file name and is passed over: %s".formatted(text, e.getReason()));
      return Optional.empty();
    }
  }
}
