package dev.drover.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that is started anew for every sample. The time is either that of the whole process, from before its start to after
 * its end, or what the program prints as {@code {"nanos": ...}}.
 */
final class WholeProcess implements Probe {
  /** Whose clock counts. */
  enum Clock {
    OURS,
    ITS_OWN
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final long LIMIT_SECONDS = 120;

  private final List<String> command;
  private final Clock clock;
  private volatile @Nullable Process running;

  WholeProcess(List<String> command, Clock clock) {
    this.command = List.copyOf(command);
    this.clock = clock;
  }

  @Override
  public double round(Duration budget) throws Exception {
    return Sampling.median(budget, this::sample);
  }

  private double sample() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    running = process;
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      requireGoodEnd(process);
      long nanos = System.nanoTime() - begin;
      return clock == Clock.OURS ? nanos : JSON.readTree(printed).required("nanos").asDouble();
    } finally {
      var _ = process.destroyForcibly();
    }
  }

  private void requireGoodEnd(Process process) throws IOException, InterruptedException {
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      String how = ended ? "with exit status " + process.exitValue() : "not within " + LIMIT_SECONDS + " s";
      throw new IOException("a measured program must end with exit status 0, but ended " + how + "; its own message is above");
    }
  }

  @Override
  public void close() {
    Process last = running;
    if (last != null) {
      last.descendants().forEach(ProcessHandle::destroyForcibly);
      var _ = last.destroyForcibly();
    }
  }
}
