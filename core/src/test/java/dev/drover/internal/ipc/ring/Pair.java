package dev.drover.internal.ipc.ring;

import dev.drover.internal.ipc.memory.Lane;
import dev.drover.internal.ipc.memory.RingFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Both sides of one ring, in one process: what the parent sends and the worker receives. */
record Pair(RingFile file, SocketChannel sending, SocketChannel receiving, RingSink sink, RingSource source)
    implements AutoCloseable {
  static Pair open(Path folder) throws IOException {
    return open(folder, new Spin(2));
  }

  static Pair open(Path folder, Spin spin) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
      SocketChannel sending = SocketChannel.open(server.getLocalAddress());
      SocketChannel receiving = server.accept();
      RingFile file = RingFile.create(folder.resolve("r"));
      file.unlink();
      return new Pair(file, sending, receiving, new RingSink(file.toWorker(), new SocketBell(sending)),
          new RingSource(file.toWorker(), new SocketBell(receiving), spin));
    }
  }

  Lane lane() {
    return file.toWorker();
  }

  @Override
  public void close() throws IOException {
    sending.close();
    receiving.close();
    file.close();
  }
}
