package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SignalTest {
  private static final String SLOW = "long n -> { System.out.println(); if (n > 2) Thread.sleep(60_000); return n; }";

  @TempDir Path folder;

  private static void signal(Process process, String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
  }

  private Process started(String... arguments) throws Exception {
    return new DroverProcess(folder).start(arguments);
  }

  private static String rest(Process process) throws Exception {
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return err;
  }

  private static void awaitFirstResult(Process process) throws Exception {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isNotNull();
  }

  @Test
  void firstInterruptDrainsAndTheSecondKills() throws Exception {
    Process process = started(SLOW, "--range", "1..1000", "--on", "threads", "-j", "2");
    awaitFirstResult(process);
    signal(process, "INT");
    BufferedReader err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    String line = err.readLine();
    while (!line.startsWith("drover: interrupted")) {
      line = err.readLine();
    }
    assertThat(line).isEqualTo("drover: interrupted; what runs may finish, press Ctrl-C again to stop it");
    signal(process, "INT");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(err.lines()).anySatisfy(l -> assertThat(l).contains("cancelled"));
  }

  @Test
  void terminationKillsAtOnceAndStillSumsUp() throws Exception {
    Process process = started(SLOW, "--range", "1..1000", "--on", "threads", "-j", "2");
    awaitFirstResult(process);
    signal(process, "TERM");
    assertThat(rest(process)).contains("drover: terminated").contains(" ok");
    assertThat(process.exitValue()).isEqualTo(143);
  }

  @Test
  void aReaderThatGoesAwayEndsTheRunQuietly() throws Exception {
    Process process = started("long n -> n", "--range", "1..100000000");
    awaitFirstResult(process);
    process.getInputStream().close();
    assertThat(rest(process)).isEmpty();
    assertThat(process.exitValue()).isEqualTo(141);
  }
}
