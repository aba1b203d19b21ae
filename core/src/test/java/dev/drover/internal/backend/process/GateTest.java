package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.FrameLink;
import dev.drover.internal.ipc.wire.Greeting;
import dev.drover.internal.ipc.wire.Secret;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  @TempDir Path folder;
  private Gate gate;
  private Path path;

  @BeforeEach
  void open() throws IOException {
    path = folder.resolve("s");
    gate = Gate.open(path);
  }

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void aWorkerWithTheRightSecretIsLetIn() throws Exception {
    Secret secret = Secret.create();
    CompletableFuture<Gate.Guest> guest = gate.expect(3, secret);
    try (FrameLink worker = new FrameLink(FrameLink.connect(path))) {
      worker.sendNow(hello(3, Greeting.PROTOCOL_VERSION, secret));
      try (SocketChannel socket = guest.get(5, TimeUnit.SECONDS).socket()) {
        new FrameLink(socket).sendNow(new Frame.Bye());
        assertThat(worker.receive()).contains(new Frame.Bye());
      }
    }
  }

  @Test
  void aWrongSecretNumberOrProtocolIsDropped() throws Exception {
    Secret secret = Secret.create();
    CompletableFuture<Gate.Guest> guest = gate.expect(3, secret);
    assertDropped(hello(3, Greeting.PROTOCOL_VERSION, Secret.create()));
    assertDropped(hello(4, Greeting.PROTOCOL_VERSION, secret));
    assertDropped(hello(3, Greeting.PROTOCOL_VERSION + 1, secret));
    assertThat(guest).isNotDone();
  }

  @Test
  void whoeverSaysSomethingElseOrNothingIsDroppedAndHoldsNobodyUp() throws Exception {
    Secret secret = Secret.create();
    CompletableFuture<Gate.Guest> guest = gate.expect(3, secret);
    try (SocketChannel silent = connect(); SocketChannel rude = connect(); FrameLink worker = new FrameLink(FrameLink.connect(path))) {
      rude.write(ByteBuffer.wrap(new byte[] {'G', 'E', 'T'}));
      worker.sendNow(hello(3, Greeting.PROTOCOL_VERSION, secret));
      guest.get(1, TimeUnit.SECONDS).socket().close();
      assertThat(rude.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(silent.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(path));
    return socket;
  }

  private void assertDropped(Frame.Hello hello) throws IOException {
    try (FrameLink stranger = new FrameLink(FrameLink.connect(path))) {
      stranger.sendNow(hello);
      assertThat(stranger.receive()).isEmpty();
    }
  }

  private static Frame.Hello hello(int worker, int version, Secret secret) {
    return new Frame.Hello(worker, version, 1, 2, "25", secret, false);
  }
}
