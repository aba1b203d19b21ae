package dev.drover.internal.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Small files by which a system tells about itself; one that is missing or unreadable says nothing. */
record HostFiles(Path root) {
  Path at(String absolute) {
    return root.resolve(absolute.replaceFirst("^/+", ""));
  }

  List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | UncheckedIOException unknown) {
      return List.of();
    }
  }

  Optional<String> first(Path file) {
    return lines(file).stream().findFirst().map(String::strip).filter(line -> !line.isEmpty());
  }

  static OptionalLong number(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
