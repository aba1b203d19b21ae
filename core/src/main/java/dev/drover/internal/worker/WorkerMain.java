package dev.drover.internal.worker;

import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.memory.StatusBlock.Ending;
import dev.drover.internal.ipc.ring.Rings;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.FrameLink;
import dev.drover.internal.ipc.wire.Greeting;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Supplier;

/** The main class of a worker process. Not for users: Drover starts it. */
/*
 * Three threads, and nothing that one of them waits for can keep another one from its duty:
 *
 *     main           reads frames; never runs user code, so a stop, a dump or the end of the parent is noticed while an item
 *                    hangs. Between two batches the task thread may read some in its place. At the end of file it halts the process, whatever the others do.
 *     drover-task    runs items one after the other and sends their results.
 *     drover-pulse   beats the heart.
 *
 * A fourth, drover-asks, sends requests for classes on behalf of whatever thread of the user loads one, and results that a
 * long item would keep waiting.
 */
public final class WorkerMain {
  private WorkerMain() {}

  /**
   * Runs a worker until its parent says bye or is gone.
   *
   * @param args none
   * @throws IOException if there is no parent
   */
  public static void main(String[] args) throws IOException {
    work(Settings.of(System.getenv()));
  }

  /** Works for the parent of these settings, to the end of the process. */
  static void work(Settings settings) throws IOException {
    long pid = ProcessHandle.current().pid();
    StatusBlock status = StatusBlock.open(settings.status(), pid);
    CLibrary library = new CLibrary(status, settings.leadsSession());
    library.start();
    Exit exit = new Exit(status, library);
    Pulse pulse = new Pulse(status, exit);
    pulse.start();
    Channel channel = greet(settings, pid);
    Output output = Output.capture(settings.out(), settings.err(), library);
    exit.whenExiting(settings.status());
    new Reader(channel, () -> new TaskThread(new TaskLoop(channel, status, output, exit, pulse)), exit, pulse).run();
  }

  /** All that follows the greeting goes through the rings, if they can be mapped. */
  private static Channel greet(Settings settings, long pid) throws IOException {
    Optional<Rings> rings = rings(settings);
    SocketChannel socket = FrameLink.connect(settings.socket());
    Channel plain = new FrameLink(socket);
    plain.sendNow(new Frame.Hello(
        settings.worker(), Greeting.PROTOCOL_VERSION, pid, System.nanoTime(),
        Runtime.version().toString(), settings.secret(), rings.isPresent()));
    return rings.isPresent() ? rings.get().toParent(socket) : plain;
  }

  private static Optional<Rings> rings(Settings settings) {
    if (settings.rings().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Rings.open(settings.rings().get()));
    } catch (IOException | UnsupportedOperationException unmappable) {
      return Optional.empty(); // the parent says so
    }
  }

  /** Reads frames for ever. */
  /*
   * A worker that rests has a loop of its own for that, so that nothing of what it practises is left when it is welcomed: no
   * function, no class of anybody's, no value.
   */
  private static final class Reader implements Frame.ForWorker, Channel.Receiver {
    private final Channel channel;
    private final Supplier<TaskThread> tasks;
    private final Exit exit;
    private final Pulse pulse;

    // Whoever takes frames in
    private TaskThread task;
    private boolean rests;

    Reader(Channel channel, Supplier<TaskThread> tasks, Exit exit, Pulse pulse) {
      this.channel = channel;
      this.tasks = tasks;
      this.exit = exit;
      this.pulse = pulse;
      this.task = tasks.get();
    }

    void run() {
      try {
        readAll();
      } finally {
        // Whatever was thrown: a worker that does not listen to its parent must not live.
        Exit.atAnyPrice(Exit.BROKEN);
      }
    }

    private void readAll() {
      try {
        boolean ignored = channel.receiveAll(this);
        exit.connectionEnded();
      } catch (IOException gone) {
        exit.connectionEnded();
      } catch (OutOfMemoryError heap) {
        exit.halt(Exit.OUT_OF_MEMORY, Ending.OUT_OF_MEMORY);
      }
    }

    @Override
    public boolean on(Frame frame) throws IOException {
      if (!(frame instanceof Frame.ToWorker known)) {
        throw new IOException("a worker got " + frame.getClass().getSimpleName());
      }
      known.tell(this);
      return true;
    }

    @Override
    public void on(Frame.Rest rest) {
      pulse.welcomed();
      rests = true;
      task.loop().practise();
      task.start();
    }

    @Override
    public void on(Frame.Welcome welcome) {
      pulse.welcomed();
      if (rests) {
        task.loop().bye();
        task = tasks.get();
      }
      task.loop().welcome(welcome, task);
      task.start();
    }

    @Override
    public void on(Frame.Function function) {
      task.loop().functions().add(function);
    }

    @Override
    public void on(Frame.Batch batch) {
      task.loop().add(batch);
    }

    @Override
    public void on(Frame.Stop stop) throws IOException {
      task.loop().stop(stop, task);
    }

    @Override
    public void on(Frame.Dump dump) throws IOException {
      channel.sendNow(task.loop().dump(dump, task));
    }

    @Override
    public void on(Frame.ClassBytes answer) {
      task.loop().asks().answered(answer);
    }

    @Override
    public void on(Frame.OutputTaken taken) {
      task.loop().output().taken();
    }

    @Override
    public void on(Frame.Bye bye) {
      task.loop().bye();
    }
  }
}
