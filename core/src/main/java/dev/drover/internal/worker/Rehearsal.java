package dev.drover.internal.worker;

import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.ring.Rings;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.FrameLink;
import dev.drover.internal.ipc.wire.Practice;
import dev.drover.internal.ipc.wire.Secret;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The main class of a training run. Not for users: Drover starts it. */
/*
 * A worker that has its parent in the same process. It works for a moment as any other does, and whatever the JVM has loaded,
 * linked and measured by then is in the cache that it writes at its end. Two threads more than in a worker: one plays the
 * parent, one waits for the end of the real one.
 */
public final class Rehearsal {
  /** Enough to come by everything. What it did often, the JVM would compile at each start, beside a worker's first items. */
  private static final int BATCHES = 3;
  private static final int ITEMS = 10;
  private static final long AT_MOST_SECONDS = 20;

  /** By name: a worker knows nothing of them. The class that a function is written in tends to refer to them, and is verified against them. */
  private static final List<String> OF_USERS = List.of(
      "dev.drover.Pool", "dev.drover.Depot", "dev.drover.Parallel", "dev.drover.TaskFuture", "dev.drover.ChildProcess",
      "dev.drover.task.PoolOptions", "dev.drover.task.TaskOptions");

  private final ServerSocketChannel server;
  private final Rings rings;

  private Rehearsal(ServerSocketChannel server, Rings rings) {
    this.server = server;
    this.rings = rings;
  }

  /**
   * Rehearses.
   *
   * @param args an empty folder
   * @throws IOException if that can't be written
   */
  public static void main(String[] args) throws IOException {
    thread("end-of-parent", Rehearsal::awaitEndOfParent);
    Path folder = Path.of(args[0]);
    Path socket = folder.resolve("s");
    Path status = folder.resolve("status");
    Path output = folder.resolve("output");
    Files.createFile(output);
    StatusBlock.create(status).close();
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Path shared = folder.resolve("rings");
    thread("parent", new Rehearsal(server, Rings.create(shared))::lead);
    WorkerMain.work(new Settings(1, socket, status, Optional.of(shared), output, output, Secret.create(), true));
  }

  private static void thread(String name, Runnable work) {
    Thread.ofPlatform().daemon().name("drover-" + name).start(work);
  }

  private static void awaitEndOfParent() {
    try {
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException ended) {
      // as well
    }
    Exit.atAnyPrice(Exit.BROKEN);
  }

  private static void loadOfUsers() throws ClassNotFoundException {
    for (String name : OF_USERS) {
      Class<?> ignored = Class.forName(name, false, Rehearsal.class.getClassLoader());
    }
  }

  private void lead() {
    try (server) {
      SocketChannel socket = server.accept();
      boolean mapped = new FrameLink(socket).receive().filter(f -> f instanceof Frame.Hello h && h.rings()).isPresent();
      Channel channel = mapped ? rings.toWorker(socket) : new FrameLink(socket);
      Practice practice = new Practice(channel, ITEMS);
      channel.sendNow(new Frame.Rest());
      practice.awaitReady();
      channel.sendNow(Frame.Welcome.plain());
      practice.awaitReady();
      practice.round(BATCHES);
      loadOfUsers();
      channel.sendNow(new Frame.Bye());
      TimeUnit.SECONDS.sleep(AT_MOST_SECONDS);
    } catch (IOException | InterruptedException | ClassNotFoundException | RuntimeException e) {
      System.err.println("the rehearsal failed: " + e);
    }
    Exit.atAnyPrice(Exit.BROKEN);
  }
}
