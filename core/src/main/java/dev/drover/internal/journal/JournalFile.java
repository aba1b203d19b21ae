package dev.drover.internal.journal;

import dev.drover.internal.host.Log;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A journal on the disk: a first line that says what it is, then {@link Line}s, which are only ever appended. It may
 * end anywhere, since whoever wrote it may have been killed: each append begins with a line end, so that what is torn
 * spoils nothing but itself. Several processes may append at a time.
 *
 * <p>A file that has grown to {@link #MOST_BYTES} is replaced by one with the latest line of each item, and of those
 * the {@link #KEPT} that took longest: they are what the order is about. What another process appends meanwhile is
 * lost.
 */
final class JournalFile {
  static final String FIRST = "drover-times 1\n";
  static final long MOST_BYTES = 4 << 20;
  static final int KEPT = 20_000;

  private final Path path;

  /** What is known: the latest of each item, and the latest median. */
  record Content(Map<Long, Line> items, Optional<Line> median) {}

  /** Refuses a file that is something else; nothing is changed. */
  JournalFile(Path path) throws IOException {
    this.path = path;
    if (Files.exists(path) && !isOne(path)) {
      throw new IllegalArgumentException(
          "journal is %s, which is something else; name a file that is not there yet, or the journal of earlier calls"
              .formatted(path));
    }
  }

  /** A beginning of the first line is one too: that is all that had been written. */
  private static boolean isOne(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String first = new String(in.readNBytes(FIRST.length()), StandardCharsets.ISO_8859_1);
      return FIRST.startsWith(first);
    }
  }

  Content read() throws IOException {
    Map<Long, Line> items = new LinkedHashMap<>();
    Optional<Line> median = Optional.empty();
    if (!Files.exists(path)) {
      return new Content(items, median);
    }
    try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        Optional<Line> line = Line.parse(text);
        if (line.isPresent() && line.get().word() == Line.Word.MEDIAN) {
          median = line;
        } else {
          line.ifPresent(l -> items.put(l.key(), l));
        }
      }
    }
    return new Content(items, median);
  }

  /** In one write, so that lines of several processes don't mix. */
  void append(String lines) throws IOException {
    begin();
    Files.writeString(path, "\n" + lines, StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
    if (Files.size(path) > MOST_BYTES) {
      replace(read());
    }
  }

  private void begin() throws IOException {
    try {
      if (!Files.exists(path)) {
        Files.writeString(path, FIRST, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE_NEW);
      } else if (Files.size(path) < FIRST.length()) {
        Files.writeString(path, FIRST, StandardCharsets.ISO_8859_1);
      }
    } catch (FileAlreadyExistsException e) {
      Log.debug("another process began the same journal", e);
    }
  }

  private void replace(Content content) throws IOException {
    String kept = Stream.concat(longest(content.items()), content.median().stream())
        .map(Line::text)
        .collect(Collectors.joining("", FIRST, ""));
    Path part = path.resolveSibling("%s.%d.part".formatted(path.getFileName(), ProcessHandle.current().pid()));
    try {
      Files.writeString(part, kept, StandardCharsets.ISO_8859_1);
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Stream<Line> longest(Map<Long, Line> items) {
    return items.values().stream().sorted(Comparator.comparingLong(Line::nanos).reversed()).limit(KEPT);
  }
}
