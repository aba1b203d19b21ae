package dev.drover.internal.backend.process;

import dev.drover.internal.ipc.wire.Printed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The last lines that an item printed, as evidence. */
final class Tail {
  private static final int LINES = 20;
  private static final int LINE_CHARS = 500;
  private static final int BYTES = 32 << 10;

  private Tail() {}

  static List<String> of(WorkerProcess worker, Printed printed) {
    List<String> out = lines(worker.out(), printed.outFrom(), printed.outTo());
    List<String> err = lines(worker.err(), printed.errFrom(), printed.errTo());
    // Half each, and what one does not need for the other.
    int forErr = Math.min(err.size(), Math.max(LINES / 2, LINES - out.size()));
    List<String> both = new ArrayList<>(last(out, LINES - forErr));
    both.addAll(last(err, forErr));
    return both;
  }

  private static List<String> last(List<String> lines, int count) {
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private static List<String> lines(Path file, long from, long to) {
    if (to <= from) {
      return List.of();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(BYTES, to - from));
      int n = channel.read(bytes, to - bytes.capacity());
      String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
      return n < 0 ? List.of() : last(text.lines().map(Tail::cut).toList(), LINES);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String cut(String line) {
    return line.length() <= LINE_CHARS ? line : line.substring(0, LINE_CHARS);
  }
}
