package dev.drover.lab;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Python process that stays warm between rounds. It is asked for a round with a line on its standard input, times the work with
 * its own clock, and answers with a line of JSON.
 */
final class PythonProbe implements Probe {
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final Duration pause;

  PythonProbe(Process process, BufferedReader answers, BufferedWriter questions, Duration pause) {
    this.process = process;
    this.answers = answers;
    this.questions = questions;
    this.pause = pause;
  }

  @Override
  public double round(Duration budget) throws IOException {
    questions.write("{\"budget_ns\": " + budget.toNanos() + ", \"pause_ns\": " + pause.toNanos() + "}\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the Python script ended before it answered; its own message is above");
    }
    JsonNode nanos = JSON.readTree(answer).required("nanos");
    return nanos.asDouble();
  }

  @Override
  public void close() throws IOException {
    try (answers;
        questions) {
      questions.close();
      if (!ends()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
      }
    } finally {
      var _ = process.destroyForcibly();
    }
  }

  private boolean ends() {
    try {
      return process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
