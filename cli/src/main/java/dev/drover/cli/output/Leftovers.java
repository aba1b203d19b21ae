package dev.drover.cli.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of temporary files that tell who writes them, so that those of a killed process can be swept, and those of a
 * living one never are. A process is its id and the second of its start, since ids come again.
 */
final class Leftovers {
  private static final Pattern NAME = Pattern.compile("\\.drover-(\\d{1,10})-(\\d{1,15})-\\d+\\.tmp");
  private static final ProcessHandle SELF = ProcessHandle.current();
  private static final String PREFIX = ".drover-" + SELF.pid() + "-" + start(SELF) + "-";

  private static final AtomicLong NEXT = new AtomicLong();

  private Leftovers() {}

  static Path temporary(Path folder) {
    return folder.resolve(PREFIX + NEXT.incrementAndGet() + ".tmp");
  }

  static void sweep(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".drover-*.tmp")) {
      for (Path file : files) {
        Matcher m = NAME.matcher(String.valueOf(file.getFileName()));
        if (m.matches() && !alive(Long.parseLong(m.group(1)), Long.parseLong(m.group(2)))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean alive(long pid, long startedAt) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isPresent() && start(process.get()) == startedAt;
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }
}
