package dev.drover.internal.worker;

import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.ParentClasses;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.StretchWriter;
import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.ring.Rings;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.FrameLink;
import dev.drover.internal.ipc.wire.FunctionName;
import dev.drover.internal.ipc.wire.Secret;
import dev.drover.task.Fn;
import java.io.IOException;
import java.io.Serializable;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());
  private final ServerSocketChannel server;
  private final Rings rings;
  private long batches;

  /** A value of a class of one's own. */
  private record Point(int x, double y, String name) implements Serializable {}

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

  private void lead() {
    try (server) {
      SocketChannel socket = server.accept();
      boolean mapped = new FrameLink(socket).receive().filter(f -> f instanceof Frame.Hello h && h.rings()).isPresent();
      Channel channel = mapped ? rings.toWorker(socket) : new FrameLink(socket);
      channel.sendNow(new Frame.Rest());
      channel.sendNow(Frame.Welcome.plain());
      channel.receive();
      converse(channel);
      channel.sendNow(new Frame.Bye());
      TimeUnit.SECONDS.sleep(AT_MOST_SECONDS);
    } catch (IOException | NotEncodableException | InterruptedException | RuntimeException e) {
      System.err.println("the rehearsal failed: " + e);
    }
    Exit.atAnyPrice(Exit.BROKEN);
  }

  private void converse(Channel channel) throws IOException, NotEncodableException {
    int seen = 7;
    converse(channel, (Integer n) -> n * n, BATCHES, List.of(1, 1000));
    converse(channel, (Integer n) -> n + seen, 1, List.of(1));
    converse(channel, Rehearsal::same, BATCHES, List.of("text", 2L, new Point(1, 2.0, "a"), Path.of("a", "b")));
    converse(channel, Rehearsal::same, BATCHES, List.of(1.5, List.of(1, 2), Map.of("key", 3), new byte[100]));
    converse(channel, Rehearsal::fail, 2, List.of(1));
  }

  private <T> void converse(Channel channel, Fn<T, Object> function, int times, List<T> values)
      throws IOException, NotEncodableException {
    Payload code = codec.encode(function);
    FunctionName name = FunctionName.of(code.hash());
    channel.send(new Frame.Function(name, Cargo.of(code)));
    for (int i = 0; i < times; i++) {
      channel.sendNow(new Frame.Batch(batches++, name, 0, 1, OptionalLong.empty(), inputs(values)));
      awaitEndOfBatch(channel);
    }
  }

  private static void awaitEndOfBatch(Channel channel) throws IOException {
    Frame frame;
    do {
      frame = channel.receive().orElseThrow(() -> new IOException("the worker is gone"));
    } while (!(frame instanceof Frame.BatchDone));
  }

  private List<Frame.Input> inputs(List<?> values) throws NotEncodableException {
    List<Frame.Input> inputs = new ArrayList<>();
    StretchWriter small = new StretchWriter();
    for (int i = 0; i < ITEMS; i++) {
      small.add(i);
      inputs.add(new Frame.Input(i, Cargo.of(codec.encode(values.get(i % values.size())))));
    }
    if (values.getFirst() instanceof Integer) {
      inputs.add(new Frame.Input(ITEMS, ITEMS, Cargo.of(small.take())));
    }
    return inputs;
  }

  private static Object same(Object value) {
    return value;
  }

  private static Object fail(Object value) {
    throw new IllegalArgumentException("rehearsed with " + value);
  }
}
