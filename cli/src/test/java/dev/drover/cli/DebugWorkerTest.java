package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugWorkerTest {
  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 11;
  private static final byte VIRTUAL_MACHINE = 1;
  private static final byte RESUME = 9;

  @TempDir Path folder;

  @Test
  void theWorkerWaitsUntilADebuggerLetsItGo() throws Exception {
    Process process = new DroverProcess(folder)
        .start("long n -> { Thread.sleep(1500); return n; }", "--range", "1..1", "--debug-worker", "1", "--timeout", "1s", "-q");
    try (BufferedReader err = process.errorReader(); BufferedReader out = process.inputReader()) {
      String line = err.readLine();
      assertThat(line).matches("drover: worker 1 waits for a debugger at 127\\.0\\.0\\.1:\\d+; timeouts are off");
      resume(Integer.parseInt(line.replaceFirst(".*:(\\d+);.*", "$1")));
      assertThat(out.readLine()).isEqualTo("1");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** As a debugger does; the JVM needs a moment until it listens. */
  private static void resume(int port) throws Exception {
    try (Socket socket = connect(port)) {
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      out.write(HANDSHAKE);
      assertThat(in.readNBytes(HANDSHAKE.length)).isEqualTo(HANDSHAKE);
      out.write(ByteBuffer.allocate(HEADER).putInt(HEADER).putInt(1).put((byte) 0).put(VIRTUAL_MACHINE).put(RESUME).array());
      int event = ByteBuffer.wrap(in.readNBytes(Integer.BYTES)).getInt();
      assertThat(in.readNBytes(event - Integer.BYTES)).hasSize(event - Integer.BYTES);
    }
  }

  private static Socket connect(int port) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (java.net.ConnectException notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whatMakesNoSenseIsSaid() throws Exception {
    assertThat(new DroverProcess(folder).run("long n -> n", "--range", "1..1", "--debug-worker", "1", "--on", "threads").err())
        .isEqualTo("drover: --debug-worker is for worker processes, and --on threads has none; attach the debugger to the "
            + "command\n");
    assertThat(new DroverProcess(folder).run("long n -> n", "--range", "1..1", "--debug-worker", "3", "-j", "2").err())
        .isEqualTo("drover: --debug-worker is 3, and there are 2 workers; use -j 3 for more, or a lower number\n");
  }
}
