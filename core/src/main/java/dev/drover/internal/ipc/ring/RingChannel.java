package dev.drover.internal.ipc.ring;

import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.FrameLink;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Frames over two rings. */
final class RingChannel implements Channel {
  private final FrameLink link;
  private final RingSource source;
  private final Spin helping;
  private volatile @Nullable Intake intake;

  RingChannel(FrameLink link, RingSource source, Spin helping) {
    this.link = link;
    this.source = source;
    this.helping = helping;
  }

  /** A lock that has its turns for a name. */
  private static final class Lock extends ReentrantLock implements Intake.Turns {
    private static final long serialVersionUID = 1;

    @Override
    public void take() {
      lock();
    }

    @Override
    public boolean tryTake() {
      return tryLock();
    }

    @Override
    public void giveUp() {
      unlock();
    }
  }

  /** Leaves nothing in the buffer of the link: a frame of which a part is there is awaited. */
  private record Frames(FrameLink link, RingSource source, Receiver to) implements Intake.Drain {
    @Override
    public void drain() throws IOException {
      while (link.more() || source.hasBytes()) {
        Optional<Frame> frame = link.receive();
        if (frame.isPresent()) {
          to.on(frame.get());
        }
      }
    }
  }

  @Override
  public void receiveAll(Receiver to) throws IOException {
    Intake begun = new Intake(source, helping, new Lock(), new Frames(link, source, to));
    intake = begun;
    begun.run();
  }

  @Override
  public boolean help() throws IOException {
    Intake running = intake;
    return running != null && running.help();
  }

  @Override
  public void helped() {
    Intake running = intake;
    if (running != null) {
      running.helped();
    }
  }

  @Override
  public void send(Frame frame) throws IOException {
    link.send(frame);
  }

  @Override
  public void flush() throws IOException {
    link.flush();
  }

  @Override
  public Optional<Frame> receive() throws IOException {
    return link.receive();
  }

  @Override
  public boolean more() {
    return link.more();
  }

  @Override
  public void close() {
    link.close();
  }
}
