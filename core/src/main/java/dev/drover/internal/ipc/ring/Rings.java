package dev.drover.internal.ipc.ring;

import dev.drover.internal.ipc.memory.Lane;
import dev.drover.internal.ipc.memory.RingFile;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.FrameLink;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The two rings between a parent and one worker. Thread-safe. */
public final class Rings {
  private final RingFile file;

  private Rings(RingFile file) {
    this.file = file;
  }

  /**
   * Parent: makes them for a worker that is about to be started.
   *
   * @param path of the file; must not exist
   * @return the rings
   * @throws IOException if there is no room for them, or the file can't be mapped
   */
  public static Rings create(Path path) throws IOException {
    return new Rings(RingFile.create(path));
  }

  /**
   * Worker: opens what the parent has made.
   *
   * @param path of the file
   * @return the rings
   * @throws IOException if they are gone, can't be mapped, or are of another version
   */
  public static Rings open(Path path) throws IOException {
    return new Rings(RingFile.open(path));
  }

  /**
   * The parent's channel over them. The worker has them too, so the file's name goes.
   *
   * @param socket connected to the worker, which has been let in
   * @return to be closed instead of the rings and the socket
   */
  public Channel toWorker(SocketChannel socket) {
    file.unlink();
    return channel(socket, file.toParent(), file.toWorker());
  }

  /**
   * The worker's channel over them.
   *
   * @param socket connected to the parent, which has been greeted
   * @return to be closed instead of the rings and the socket
   */
  public Channel toParent(SocketChannel socket) {
    return channel(socket, file.toWorker(), file.toParent());
  }

  private Channel channel(SocketChannel socket, Lane from, Lane to) {
    Bell bell = new SocketBell(socket);
    RingSource source = new RingSource(from, bell, new Spin(file.cores()));
    RingSink sink = new RingSink(to, bell);
    FrameLink link = new FrameLink(source, sink, () -> {
      bell.close();
      file.close();
    });
    return new RingChannel(link, source, sink, new Spin(file.cores()));
  }

  /** Gives them up if no channel was made of them. Idempotent. */
  public void close() {
    file.unlink();
    file.close();
  }
}
