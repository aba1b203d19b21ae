package dev.drover.cli;

import dev.drover.cli.display.Names;
import dev.drover.cli.display.Screen;
import dev.drover.task.Task;
import dev.drover.task.TaskOutput;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What items print. It never mixes with results: it is shown on standard error with {@code -v}, each line behind its
 * item, and otherwise kept out; the last line of each item is remembered for the case that it fails.
 *
 * <p>Worker processes send it; items in this process print to {@code System.out} and {@code System.err}, which lead
 * here while the command runs. What other threads print to {@code System.err} is shown.
 */
final class TaskPrints {
  private final Feed feed;
  private final Screen screen;
  private final boolean shown;
  private final Map<Long, String> lastLines = new ConcurrentHashMap<>();

  TaskPrints(Feed feed, Screen screen, boolean shown) {
    this.feed = feed;
    this.screen = screen;
    this.shown = shown;
  }

  /** Replaces the two streams of this process. */
  void install() {
    System.setOut(new PrintStream(new Lines(false), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new Lines(true), true, StandardCharsets.UTF_8));
  }

  /** From a worker process. */
  void accept(TaskOutput output) {
    new String(output.bytes(), StandardCharsets.UTF_8).lines().forEach(line -> line(output.index(), line));
  }

  private void line(long index, String line) {
    Optional<String> name = feed.peek(index).map(item -> Names.of(item.value()));
    if (name.isPresent() && !line.isBlank()) {
      lastLines.put(index, line);
    }
    if (shown) {
      screen.print(name.orElse("item " + index) + " | " + line);
    }
  }

  /** The last line that an item of this process printed; it is forgotten. */
  Optional<String> takeLastLine(long index) {
    return Optional.ofNullable(lastLines.remove(index));
  }

  /** Cuts what a thread prints into lines. */
  private final class Lines extends OutputStream {
    private final ThreadLocal<ByteArrayOutputStream> partial = ThreadLocal.withInitial(ByteArrayOutputStream::new);
    private final boolean shownAnyway;

    Lines(boolean shownAnyway) {
      this.shownAnyway = shownAnyway;
    }

    @Override
    public void write(int b) {
      ByteArrayOutputStream line = partial.get();
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        end(text);
      } else {
        line.write(b);
      }
    }

    private void end(String text) {
      Optional<Task> task = Task.current();
      if (task.isPresent()) {
        line(task.get().index(), text);
      } else if (shownAnyway || shown) {
        screen.print(text);
      }
    }
  }
}
