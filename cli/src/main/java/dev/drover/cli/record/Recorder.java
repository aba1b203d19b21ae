package dev.drover.cli.record;

import dev.drover.cli.input.Item;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Writes the record of one run: failed items as they fail, so that very many need no memory. The file appears when it is whole. A
 * record is a convenience: whatever goes wrong with the disk, the run goes on without one. Used by one thread.
 */
public final class Recorder implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger("dev.drover");

  /** A record that is being written. */
  private record Open(String id, Path part, Writer out) {}

  private Optional<Open> open = Optional.empty();

  Recorder() {}

  void begin(String id, Path part, RunRecord.Head head) throws IOException {
    Writer out = Files.newBufferedWriter(part);
    open = Optional.of(new Open(id, part, out));
    out.write(Lines.VERSION + "\n" + Lines.of(Lines.DIRECTORY, head.directory().toString()) + Lines.of(Lines.JOB, head.job()));
    out.write(Lines.of(Lines.INPUTS, head.natural().name()));
    for (var option : head.options().entrySet()) {
      out.write(Lines.of(Lines.OPTION, option.getKey(), option.getValue()));
    }
    out.write(Lines.of(Lines.ITEMS));
  }

  /**
   * An item failed for good.
   *
   * @param item the input
   */
  public void failed(Item item) {
    try {
      if (open.isPresent()) {
        open.get().out().write(Lines.of(item));
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /**
   * The run has ended.
   *
   * @return the name of the record; empty if there is none
   */
  public Optional<String> end() {
    try {
      if (open.isPresent()) {
        Open record = open.get();
        record.out().close();
        Files.move(record.part(), record.part().resolveSibling(record.id() + Records.SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        open = Optional.empty();
        return Optional.of(record.id());
      }
    } catch (IOException e) {
      giveUp(e);
    }
    return Optional.empty();
  }

  void giveUp(IOException why) {
    LOGGER.log(System.Logger.Level.DEBUG, "the run is not recorded", why);
    close();
  }

  /** Leaves nothing of a record that is not whole. */
  @Override
  public void close() {
    open.ifPresent(record -> {
      try (Writer _ = record.out()) {
        Files.deleteIfExists(record.part());
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "a record was not removed", e);
      }
    });
    open = Optional.empty();
  }
}
