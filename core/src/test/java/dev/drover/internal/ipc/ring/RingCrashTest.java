package dev.drover.internal.ipc.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.memory.RingFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes, one of which is killed with SIGKILL somewhere in the middle of sending; more rounds with
 * {@code -Ddrover.ring.crashes=1000}, the same again with {@code -Ddrover.ring.seed=...}.
 */
@EnabledOnOs(OS.LINUX)
class RingCrashTest {
  private static final int ROUNDS = Integer.getInteger("drover.ring.crashes", 100);
  private static final long SEED = Long.getLong("drover.ring.seed", System.nanoTime());
  private static final int MOST_BYTES = 4 << 20;

  @TempDir Path folder;

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aReceiverGetsAllThatWasPublishedAndThenTheEnd() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      kill(Files.createDirectory(folder.resolve("r" + round)), random, "round %d of seed %d".formatted(round, SEED));
    }
  }

  private static void kill(Path where, Random random, String name) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        RingFile file = RingFile.create(where.resolve("r"))) {
      server.bind(UnixDomainSocketAddress.of(where.resolve("s")));
      Process sender = start(where, random.nextLong());
      try (SocketChannel socket = server.accept()) {
        RingSource source = new RingSource(file.toParent(), new SocketBell(socket), new Spin(random.nextInt(2) + 1));
        long received = receive(source, random.nextInt(MOST_BYTES), sender, random.nextInt(2) == 0 ? 5000 : 200_000);
        assertThat(sender.waitFor()).as(name).isEqualTo(128 + 9);
        assertThat(received).as(name).isEqualTo(file.toParent().tail());
      } finally {
        sender.destroyForcibly();
      }
    }
  }

  /** Kills it when so much has come; reads to the end. */
  private static long receive(RingSource source, int before, Process sender, int most) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(most);
    long received = 0;
    boolean killed = false;
    for (int count = source.read(in); count >= 0; count = source.read(in.clear())) {
      Pattern.check(received, in.flip());
      received += count;
      if (!killed && received >= before) {
        killed = true;
        sender.destroyForcibly();
      }
    }
    return received;
  }

  private static Process start(Path where, long seed) throws IOException {
    List<String> command = List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx32m",
        "-cp", System.getProperty("java.class.path"), Sender.class.getName(), where.toString(), Long.toString(seed));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(where.resolve("out").toFile())
        .start();
  }

  /** The process that is killed. */
  static final class Sender {
    private Sender() {}

    /** Sends as fast as it can, now a byte, now more than fits. */
    public static void main(String[] args) throws IOException {
      Path where = Path.of(args[0]);
      Random random = new Random(Long.parseLong(args[1]));
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(where.resolve("s")));
          RingFile file = RingFile.open(where.resolve("r"))) {
        RingSink sink = new RingSink(file.toParent(), new SocketBell(socket));
        for (long at = 0; System.nanoTime() < end; ) {
          ByteBuffer next = Pattern.bytes(at, 1 + random.nextInt(1 << (1 + random.nextInt(19))));
          at += next.remaining();
          while (next.hasRemaining()) {
            int ignored = sink.write(next);
          }
        }
      }
    }
  }
}
