package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.shared.Connection;
import dev.drover.shared.Listener;
import dev.drover.shared.Pipe;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What connections promise to processes that don't descend from one another. For workers that are processes. */
public abstract class ListenerContract extends PoolContract {
  private static final int THREADS = 20;

  /** For subclasses. */
  protected ListenerContract() {}

  private final byte[] key = Listener.newKey();

  private static int answer(SocketAddress host, byte[] key) throws IOException, InterruptedException {
    try (Connection questions = Connection.connect(host, key)) {
      return PipeContract.answer(questions);
    }
  }

  @Test
  @DisplayName("objects and large values go there and back between processes, and the end is told")
  void thereAndBack() throws Exception {
    byte[] shared = key;
    try (Listener listener = Listener.open(key)) {
      SocketAddress here = listener.address();
      try (ChildProcess<Integer> child = ChildProcess.start(() -> answer(here, shared))) {
        try (Connection guest = listener.accept()) {
          for (int i = 0; i < 100; i++) {
            guest.send(i);
            assertThat(guest.receive()).isEqualTo(List.of(i, "answer"));
          }
          byte[] large = new byte[20 << 20];
          large[large.length - 1] = 7;
          guest.send(large);
          assertThat((byte[]) guest.receive(List.class).getFirst()).isEqualTo(large);
        }
        assertThat(child.value()).isEqualTo(101);
      }
    }
  }

  @Test
  @DisplayName("what a killed guest had sent is received; then its end is told, and the listener takes the next one")
  void guestIsKilled() throws Exception {
    byte[] shared = key;
    Gate never = gate("never");
    try (Listener listener = Listener.open(key)) {
      SocketAddress here = listener.address();
      try (ChildProcess<?> child = ChildProcess.start(() -> {
        Connection.connect(here, shared).send("last words");
        never.pass();
      }); Connection guest = listener.accept()) {
        assertThat(guest.poll(Until.LIMIT)).isTrue();
        child.kill();
        assertThat(guest.receive()).isEqualTo("last words");
        assertThatThrownBy(guest::receive)
            .isInstanceOf(EOFException.class)
            .hasMessage("nothing comes any more: the other end of the connection is closed or dead");
        assertThat(Connection.await(List.of(guest), Until.LIMIT)).containsExactly(guest);
        assertThatThrownBy(() -> guest.send(new byte[1 << 20]))
            .isInstanceOf(EOFException.class)
            .hasMessageStartingWith("nobody receives");
      }
      try (Connection next = Connection.connect(here, key); Connection guest = listener.accept()) {
        next.send(1);
        assertThat(guest.receive()).isEqualTo(1);
      }
    }
  }

  @Test
  @DisplayName("20 processes' worth of guests at once, each with its own answers")
  void manyGuests() throws Exception {
    ConcurrentLinkedQueue<Connection> all = new ConcurrentLinkedQueue<>();
    try (Listener listener = Listener.open(key)) {
      List<CompletableFuture<Integer>> guests = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        guests.add(Async.call(() -> {
          try (Connection mine = Connection.connect(listener.address(), key)) {
            mine.send(number);
            return mine.receive(Integer.class);
          }
        }));
      }
      for (int i = 0; i < THREADS; i++) {
        Connection guest = listener.accept();
        all.add(guest);
        guest.send(guest.receive(Integer.class) + 1000);
      }
      for (int i = 0; i < THREADS; i++) {
        assertThat(guests.get(i).get()).isEqualTo(i + 1000);
      }
    } finally {
      all.forEach(Connection::close);
    }
  }

  @Test
  @DisplayName("20 threads send and receive over one connection, and nothing is mixed up or lost")
  void manyThreadsOnOneConnection() throws Exception {
    try (Listener listener = Listener.open(key);
        Connection here = Connection.connect(listener.address(), key);
        Connection there = listener.accept()) {
      List<CompletableFuture<Integer>> sent = new ArrayList<>();
      List<CompletableFuture<Integer>> received = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        sent.add(Async.call(() -> {
          for (int k = 0; k < 50; k++) {
            here.send(new int[] {number, k, number * k, number + k});
          }
          return 50;
        }));
        received.add(Async.call(() -> {
          int right = 0;
          for (int k = 0; k < 50; k++) {
            int[] got = there.receive(int[].class);
            right += got[2] == got[0] * got[1] && got[3] == got[0] + got[1] ? 1 : 0;
          }
          return right;
        }));
      }
      for (int i = 0; i < THREADS; i++) {
        assertThat(sent.get(i).get()).isEqualTo(50);
        assertThat(received.get(i).get()).isEqualTo(50);
      }
      assertThat(there.poll(Duration.ZERO)).isFalse();
    }
  }

  @Test
  @DisplayName("an interrupt ends the wait, not the connection; a value that can't travel is refused where it is sent")
  void interrupts() throws Exception {
    try (Listener listener = Listener.open(key);
        Connection here = Connection.connect(listener.address(), key);
        Connection there = listener.accept()) {
      for (int i = 0; i < 3; i++) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(here::receive).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> here.send(1)).isInstanceOf(InterruptedException.class);
      }
      assertThatThrownBy(() -> here.send(Thread.currentThread()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the value can't travel to another process: ");
      here.send("after");
      assertThat(there.receive()).isEqualTo("after");
    }
  }

  @Test
  @DisplayName("row 53: one waits for a pipe and a socket together, and exactly as long as one says")
  void waitForPipesAndSockets() throws Exception {
    Duration limit = Duration.ofMillis(50);
    Pipe pipe = Pipe.open();
    try (Listener listener = Listener.open(key);
        Connection here = Connection.connect(listener.address(), key);
        Connection there = listener.accept();
        Connection first = pipe.first();
        Connection second = pipe.second()) {
      List<Connection> both = List.of(first, there);
      long start = System.nanoTime();
      assertThat(Connection.await(both, limit)).isEmpty();
      assertThat(there.poll(limit)).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(limit.multipliedBy(2), Until.LIMIT);
      here.send("a");
      assertThat(Connection.await(both, Until.LIMIT)).containsExactly(there);
      second.send("b");
      assertThat(Connection.await(both, Until.LIMIT)).containsExactly(first, there);
      assertThat(List.of(first.receive(), there.receive())).containsExactly("b", "a");
    }
  }

  // --- where it listens ---

  @Test
  @DisplayName("a socket is for its user alone: 0600 in a folder with 0700, which is made if it is missing")
  void socketIsPrivate() throws Exception {
    Path path = scratch().resolve("new").resolve("socket");
    try (Listener given = Listener.open(UnixDomainSocketAddress.of(path), key); Listener own = Listener.open(key)) {
      Path other = ((UnixDomainSocketAddress) own.address()).getPath();
      for (Path each : List.of(path, other)) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each.resolveSibling(""))))
            .isEqualTo("rwx------");
      }
      assertThat(given.address()).isEqualTo(UnixDomainSocketAddress.of(path));
      assertThat(given).hasToString("Listener[%s]".formatted(path));
    }
    assertThat(path).doesNotExist();
    Path open = Files.createDirectory(scratch().resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> Listener.open(UnixDomainSocketAddress.of(open.resolve("s")), key))
        .isInstanceOf(IOException.class)
        .hasMessage(open + " is not private to this user");
  }

  @Test
  @DisplayName("a path that is taken is refused; the socket of a listener that was killed is replaced")
  void pathIsTaken() throws Exception {
    byte[] shared = key;
    Path path = scratch().resolve("private").resolve("socket");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    Marks ready = marks("ready");
    Gate never = gate("never");
    try (ChildProcess<?> child = ChildProcess.start(() -> {
      try (Listener _ = Listener.open(address, shared)) {
        ready.addPid();
        never.pass();
      }
    })) {
      ready.await(1);
      assertThatThrownBy(() -> Listener.open(address, key))
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessage(path + " is there already; listen at another path, or close who listens there");
      child.kill();
    }
    assertThat(path).exists();
    try (Listener next = Listener.open(address, key); Connection here = Connection.connect(address, key)) {
      here.send(1);
      assertThat(next.accept().receive()).isEqualTo(1);
    }
    Files.writeString(path, "a file of the user's");
    assertThatThrownBy(() -> Listener.open(address, key)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(path).hasContent("a file of the user's");
  }

  @Test
  @DisplayName("closing sends away who waits to be accepted, and leaves those who were accepted as they are")
  void closing() throws Exception {
    Listener listener = Listener.open(key);
    SocketAddress address = listener.address();
    try (Connection accepted = Connection.connect(address, key);
        Connection guest = listener.accept();
        Connection waits = Connection.connect(address, key)) {
      listener.close();
      listener.close();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(listener::accept)
            .isInstanceOf(EOFException.class)
            .hasMessage("nobody comes any more: the listener is closed");
      }
      accepted.send(1);
      assertThat(guest.receive()).isEqualTo(1);
      assertThatThrownBy(waits::receive).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> Connection.connect(address, key)).isInstanceOf(IOException.class);
    }
  }

  @Test
  @DisplayName("each of those who wait for guests is told when the listener is closed")
  void closingTellsThoseWhoWait() throws Exception {
    Listener listener = Listener.open(key);
    List<CompletableFuture<Connection>> waiting = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      waiting.add(Async.call(listener::accept));
    }
    assertThat(listener.accept(Duration.ofMillis(20))).isEmpty();
    listener.close();
    for (CompletableFuture<Connection> each : waiting) {
      assertThatThrownBy(each::get).hasRootCauseInstanceOf(EOFException.class);
    }
  }
}
