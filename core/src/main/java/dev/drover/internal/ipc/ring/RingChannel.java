package dev.drover.internal.ipc.ring;

import dev.drover.internal.ipc.memory.Lane;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.FrameLink;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Frames over two rings. */
final class RingChannel implements Channel {
  private final FrameLink link;
  private final RingSource source;
  private final RingSink sink;
  private final Spin helping;
  private volatile @Nullable Intake intake;

  RingChannel(FrameLink link, RingSource source, RingSink sink, Spin helping) {
    this.link = link;
    this.source = source;
    this.sink = sink;
    this.helping = helping;
  }

  /** A permit that belongs to no thread. */
  private static final class Permit extends Semaphore implements Intake.Turns {
    private static final long serialVersionUID = 1;

    Permit() {
      super(1);
    }

    @Override
    public void take() {
      acquireUninterruptibly();
    }

    @Override
    public boolean tryTake() {
      return tryAcquire();
    }

    @Override
    public void giveUp() {
      release();
    }
  }

  /** Leaves nothing in the buffer of the link: a frame of which a part is there is awaited. */
  private record Frames(FrameLink link, RingSource source, Receiver to) implements Intake.Drain {
    @Override
    public boolean drain() throws IOException {
      boolean on = true;
      while (on && (link.more() || source.hasBytes())) {
        Optional<Frame> frame = link.receive();
        on = frame.isEmpty() || to.on(frame.get());
      }
      return on;
    }

    @Override
    public boolean drainByHelper() throws IOException {
      if (to.helpersTakeAll()) {
        return drain();
      }
      while (link.hasSmallResult(source::hasBytes)) {
        boolean ignored = to.on(link.receive().orElseThrow());
      }
      return !link.hasOther();
    }

    @Override
    public void handOver() {
      to.handOver(Thread.currentThread());
    }
  }

  @Override
  public boolean receiveAll(Receiver to) throws IOException {
    Intake begun = new Intake(source, helping, new Permit(), new Frames(link, source, to));
    intake = begun;
    return begun.run();
  }

  @Override
  public boolean goOn(Receiver to, Thread relieved) throws IOException {
    Intake running = intake;
    return running == null ? receiveAll(to) : running.goOn(relieved);
  }

  @Override
  public boolean help() throws IOException {
    Intake running = intake;
    return running != null && running.help(sink.hasWoken() ? Intake.Other.WAKING : Intake.Other.AWAKE);
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
    sink.lookout(Lane.Lookout.AS_LEARNT);
    link.send(frame);
  }

  @Override
  public boolean trySend(Frame frame, Executor elsewhere) throws IOException {
    // Who sends so waits for the answer: where it has paid to look out for that, the other side looks out for more.
    sink.lookout(helping.learnt());
    return link.trySend(frame, elsewhere);
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
