package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.shared.AuthenticationException;
import dev.drover.shared.Connection;
import dev.drover.shared.Listener;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is let in by a listener, and who is not. For the backend whose workers are processes. */
public abstract class AuthenticationContract extends PoolContract {
  /** Of the protocol: its name and a challenge; a challenge and a proof. */
  private static final int GREETING = 8 + 32;

  private static final int ANSWER = 32 + 32;

  /** For subclasses. */
  protected AuthenticationContract() {}

  private final byte[] key = Listener.newKey();

  /** Who has the key is let in, whoever else is at the door. */
  private void assertLetsIn(Listener listener) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (Connection here = Connection.connect(listener.address(), key); Connection there = listener.accept()) {
      here.send("let in");
      assertThat(there.receive()).isEqualTo("let in");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  @DisplayName("row 54: another key: both sides are told by name, and the listener goes on")
  void anotherKey() throws Exception {
    byte[] other = key.clone();
    other[other.length - 1]++;
    try (Listener listener = Listener.open(key)) {
      SocketAddress here = listener.address();
      try (ChildProcess<String> child = ChildProcess.start(() -> {
        try (Connection _ = Connection.connect(here, other)) {
          return "was let in";
        } catch (AuthenticationException e) {
          return e.getMessage();
        }
      })) {
        assertThatThrownBy(listener::accept)
            .isInstanceOf(AuthenticationException.class)
            .hasMessage("who connected has another key; it was turned away; give both sides the same key");
        assertThat(child.value()).isEqualTo(
            "who listens there has another key, and has turned this process away; give both sides the same key");
      }
      assertLetsIn(listener);
    }
  }

  @Test
  @DisplayName("row 54: an empty key opens no door, nor does a short one")
  void shortKeys() {
    for (int length : new int[] {0, 1, 15}) {
      String message = ("a key of %d bytes; it needs 16 or more, or whoever listens could guess it; "
          + "Listener.newKey() makes one").formatted(length);
      assertThatThrownBy(() -> Listener.open(new byte[length]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> Connection.connect(UnixDomainSocketAddress.of("/none"), new byte[length]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  // --- false guests ---

  private static SocketChannel raw(Listener listener) throws IOException {
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(listener.address());
    return socket;
  }

  private static byte[] read(SocketChannel from) throws IOException {
    DataInputStream in = new DataInputStream(Channels.newInputStream(from));
    byte[] message = new byte[(int) in.readLong()];
    in.readFully(message);
    return message;
  }

  private static void write(SocketChannel to, byte[] message) throws IOException {
    DataOutputStream out = new DataOutputStream(Channels.newOutputStream(to));
    out.writeLong(message.length);
    out.write(message);
  }

  @Test
  @DisplayName("row 54: a guest that answers the challenge with nothing, with nonsense, or with itself is turned away")
  void wrongAnswers() throws Exception {
    try (Listener listener = Listener.open(key)) {
      try (SocketChannel echo = raw(listener)) {
        byte[] greeting = read(echo);
        assertThat(greeting).hasSize(GREETING);
        byte[] challenge = Arrays.copyOfRange(greeting, 8, GREETING);
        byte[] answer = Arrays.copyOf(challenge, ANSWER);
        System.arraycopy(challenge, 0, answer, 32, 32);
        write(echo, answer);
        assertThat(read(echo)).as("a refusal").isEmpty();
        assertThatThrownBy(listener::accept).isInstanceOf(AuthenticationException.class);
      }
      for (byte[] answer : List.of(new byte[0], new byte[1], new byte[32], new byte[ANSWER - 1])) {
        try (SocketChannel socket = raw(listener)) {
          assertThat(read(socket)).hasSize(GREETING);
          write(socket, answer);
          assertThatThrownBy(() -> read(socket)).isInstanceOf(IOException.class);
        }
      }
      assertLetsIn(listener);
    }
  }

  @Test
  @DisplayName("row 54: challenges are new each time, so an answer that was seen is of no use")
  void answersDontServeTwice() throws Exception {
    UnixDomainSocketAddress between = UnixDomainSocketAddress.of(scratch().resolve("between"));
    try (Listener listener = Listener.open(key);
        ServerSocketChannel spy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      spy.bind(between);
      CompletableFuture<Connection> guest = Async.call(() -> Connection.connect(between, key));
      byte[] seen;
      try (SocketChannel client = spy.accept(); SocketChannel host = raw(listener)) {
        write(client, read(host));
        seen = read(client);
        write(host, seen);
        write(client, read(host));
        guest.get().close();
        listener.accept().close();
      }
      try (SocketChannel again = raw(listener)) {
        assertThat(read(again)).hasSize(GREETING);
        write(again, seen);
        assertThat(read(again)).as("a refusal").isEmpty();
        assertThatThrownBy(listener::accept).isInstanceOf(AuthenticationException.class);
      }
      assertLetsIn(listener);
    }
  }

  @Test
  @DisplayName("silent guests, garbage, lengths beyond all bounds, and guests that leave keep nobody waiting")
  void badGuests() throws Exception {
    List<SocketChannel> bad = new ArrayList<>();
    try (Listener listener = Listener.open(key)) {
      for (int i = 0; i < 10; i++) {
        bad.add(raw(listener));
        SocketChannel garbage = raw(listener);
        bad.add(garbage);
        Channels.newOutputStream(garbage).write("GET / HTTP/1.1\r\n\r\n".repeat(10).getBytes(
            StandardCharsets.US_ASCII));
        SocketChannel large = raw(listener);
        bad.add(large);
        new DataOutputStream(Channels.newOutputStream(large)).writeLong(i % 2 == 0 ? Long.MAX_VALUE : 65);
        raw(listener).close();
        SocketChannel half = raw(listener);
        bad.add(half);
        new DataOutputStream(Channels.newOutputStream(half)).writeInt(0);
      }
      assertLetsIn(listener);
      assertThat(listener.accept(Duration.ofMillis(20))).isEmpty();
    } finally {
      for (SocketChannel each : bad) {
        each.close();
      }
    }
  }

  @Test
  @DisplayName("a guest that stays silent is dropped after 5 s")
  void silentGuestsAreDropped() throws Exception {
    try (Listener listener = Listener.open(key); SocketChannel silent = raw(listener)) {
      long start = System.nanoTime();
      assertThat(read(silent)).hasSize(GREETING);
      assertThatThrownBy(() -> read(silent)).isInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));
    }
  }

  // --- false hosts ---

  @Test
  @DisplayName("row 54: a host that sends a guest's proof back to it is not trusted, nor one that takes everybody")
  void falseHosts() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(scratch().resolve("false"));
    try (ServerSocketChannel host = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      host.bind(address);
      for (boolean reflects : new boolean[] {true, false}) {
        CompletableFuture<Connection> guest = Async.call(() -> Connection.connect(address, key));
        try (SocketChannel socket = host.accept()) {
          byte[] greeting = Arrays.copyOf("drover 1".getBytes(StandardCharsets.US_ASCII), GREETING);
          write(socket, greeting);
          byte[] answer = read(socket);
          write(socket, reflects ? Arrays.copyOfRange(answer, 32, ANSWER) : new byte[32]);
          assertThatThrownBy(guest::get)
              .hasCauseInstanceOf(AuthenticationException.class)
              .hasMessageContaining("who listens there has another key; give both sides the same key");
        }
      }
      CompletableFuture<Connection> guest = Async.call(() -> Connection.connect(address, key));
      try (SocketChannel socket = host.accept()) {
        write(socket, new byte[GREETING]);
        assertThatThrownBy(guest::get).hasMessageContaining("who listens there does not speak this protocol");
      }
    }
  }

  // --- the network ---

  @Test
  @DisplayName("TCP without TLS is refused with one message, on both sides")
  void tcpNeedsTls() {
    InetSocketAddress tcp = InetSocketAddress.createUnresolved("localhost", 0);
    String message = "TCP to %s without TLS would show everything to the network; give an SSLContext, or use a "
        .formatted(tcp) + "UnixDomainSocketAddress";
    assertThatThrownBy(() -> Listener.open(tcp, key)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    assertThatThrownBy(() -> Connection.connect(tcp, key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static void goThereAndBack(Connection guest, Connection host) throws Exception {
    byte[] large = new byte[5 << 20];
    Arrays.fill(large, (byte) 5);
    CompletableFuture<Boolean> back = Async.call(() -> {
      host.send(host.receive());
      return true;
    });
    try (guest) {
      guest.send(large);
      assertThat(guest.receive(byte[].class)).isEqualTo(large);
      assertThat(back.get()).isTrue();
    }
  }

  @Test
  @DisplayName("over TLS values go there and back, another key is told, and who speaks no TLS keeps nobody waiting")
  void tls() throws Exception {
    Certificates tls = Certificates.make(scratch());
    InetSocketAddress any = new InetSocketAddress("localhost", 0);
    try (Listener listener = Listener.open(any, key, tls.ofServer())) {
      int port = ((InetSocketAddress) listener.address()).getPort();
      InetSocketAddress there = new InetSocketAddress("localhost", port);
      try (SocketChannel plain = SocketChannel.open(there);
          SocketChannel _ = SocketChannel.open(there)) {
        Channels.newOutputStream(plain).write(new byte[1000]);
        Connection guest = Connection.connect(there, key, tls.ofClient());
        try (Connection host = listener.accept()) {
          goThereAndBack(guest, host);
          assertThatThrownBy(host::receive).isInstanceOf(EOFException.class);
        }
        assertThatThrownBy(() -> Connection.connect(there, Listener.newKey(), tls.ofClient()))
            .isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(listener::accept).isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> Connection.connect(there, key, Certificates.make(scratch()).ofClient()))
            .as("a certificate that is not trusted")
            .isInstanceOf(SSLException.class);
      }
    }
  }
}
