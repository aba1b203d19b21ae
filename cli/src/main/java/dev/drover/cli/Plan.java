package dev.drover.cli;

import dev.drover.cli.display.Names;
import dev.drover.cli.function.ResolvedFunction;
import dev.drover.cli.input.Item;
import dev.drover.cli.input.Source;
import dev.drover.task.Halt;
import dev.drover.task.MedianLimit;
import dev.drover.task.TaskOptions;
import dev.drover.task.Upkeep;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What {@code --dry-run} shows: all that is known before anything starts. */
final class Plan {
  private static final int SHOWN = 5;

  private final List<String> lines = new ArrayList<>();

  private Plan() {}

  static String of(Settings settings, ResolvedFunction function, Source source) {
    Plan plan = new Plan();
    plan.add("job", function.description());
    plan.inputs(source);
    String workers = settings.pool().workers().isPresent()
        ? settings.pool().workers().getAsInt() + " at a time"
        : "as many at a time as there are cores: " + Runtime.getRuntime().availableProcessors();
    plan.add("on", settings.backend() + ", " + workers);
    settings.pool().memory().ifPresent(m -> plan.add("memory", m + " of heap for each worker process"));
    plan.upkeep(settings.pool().upkeep());
    plan.safety(settings.task());
    settings.task().journal().filter(Files::exists).ifPresent(_ ->
        plan.add("order", "what took longest the last time first; --fresh for the order of the inputs"));
    plan.add("results", settings.folder().map(f -> "files in " + f).orElse("standard output"));
    return String.join(System.lineSeparator(), plan.lines) + System.lineSeparator();
  }

  private void upkeep(Upkeep upkeep) {
    upkeep.residentLimit().ifPresent(m -> add("limit", m + " for each worker process with all that it starts"));
    upkeep.minFreeMemory().ifPresent(m -> add("memfree", m + " must be free for a further item"));
    upkeep.maxLoad().ifPresent(n -> add("load", n + " threads at most want a core when a further item starts"));
  }

  private void inputs(Source source) {
    List<String> first = new ArrayList<>();
    long count = 0;
    for (Iterator<Item> items = source.iterator(); items.hasNext(); count++) {
      Item item = items.next();
      if (count < SHOWN) {
        first.add(Names.of(item.value()));
      }
    }
    add("inputs", count + ", " + source.description());
    first.forEach(name -> add("", name));
    if (count > SHOWN) {
      add("", "and %d more".formatted(count - SHOWN));
    }
  }

  private void safety(TaskOptions task) {
    task.timeout().ifPresent(t -> add("timeout", time(t) + " for each item"));
    task.timeoutFactor().ifPresent(f -> add("timeout", "%.0f%% of the median for each item, %s at least"
        .formatted(f * 100, time(MedianLimit.LEAST))));
    task.deadline().ifPresent(t -> add("deadline", time(t) + " for the run"));
    if (task.retries().times() > 0) {
      add("retries", task.retries().times() + " for each item that fails");
    }
    if (task.halt().when() != Halt.When.NEVER) {
      add("halt", "early, by --halt");
    }
  }

  private static String time(Duration time) {
    return Names.time(time);
  }

  private void add(String what, String text) {
    lines.add("%-9s %s".formatted(what.isEmpty() ? "" : what + ":", text));
  }
}
