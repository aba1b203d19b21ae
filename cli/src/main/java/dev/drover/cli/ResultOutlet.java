package dev.drover.cli;

import dev.drover.cli.display.Screen;
import dev.drover.cli.function.ResolvedFunction;
import dev.drover.cli.input.Item;
import dev.drover.cli.output.JsonResults;
import dev.drover.cli.output.ResultFolder;
import dev.drover.cli.output.Results;
import dev.drover.cli.output.StandardOutput;
import dev.drover.cli.output.TextResults;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where results go, by the settings.
 *
 * @param results who writes them
 * @param folder the same if it is a folder
 * @param out standard output
 * @param sharesTerminal whether standard output and standard error lead to the same terminal
 */
record ResultOutlet(Results results, Optional<ResultFolder> folder, StandardOutput out, boolean sharesTerminal) {
  static ResultOutlet of(Settings settings, ResolvedFunction function, StandardOutput out, boolean sharesTerminal) {
    Optional<ResultFolder> folder =
        settings.folder().map(name -> ResultFolder.open(name, function.resultSuffix()));
    Results results = folder.isPresent() ? folder.get() : onStandardOutput(settings.output(), out);
    return new ResultOutlet(results, folder, out, sharesTerminal);
  }

  private static Results onStandardOutput(Settings.Output output, StandardOutput out) {
    return switch (output.form()) {
      case TEXT -> new TextResults(out, output.tag());
      case JSONL -> new JsonResults(out);
      case NONE -> Results.none();
    };
  }

  void expect(long index, Item item) {
    folder.ifPresent(f -> f.expect(index, item));
  }

  /** A function without a result has nothing to print, though a file's place has to be given back. */
  boolean writes(ResolvedFunction function, @Nullable Object value) {
    return !function.returnsNothing() || toFiles() || results instanceof JsonResults;
  }

  boolean toFiles() {
    return folder.isPresent();
  }

  /** Standard output may be the terminal that the bar is drawn on. */
  void flush(Screen screen) throws IOException {
    if (out.pending()) {
      if (sharesTerminal) {
        screen.without(out::flush);
      } else {
        out.flush();
      }
    }
  }

  static boolean isBrokenPipe(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
  }
}
