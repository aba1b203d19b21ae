package dev.drover.shared;

import dev.drover.internal.codec.Payload;
import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.socket.MessageLink;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A process that is connected to this manager: its calls, and what it holds. One thread reads. */
final class ManagerSession implements AutoCloseable {
  private final ManagerServer server;
  private final MessageLink link;
  private final Executor threads;
  private final Map<Long, Running> running = new ConcurrentHashMap<>();

  ManagerSession(ManagerServer server, MessageLink link, Executor threads) {
    this.server = server;
    this.link = link;
    this.threads = threads;
  }

  /** A call that has come in, and the thread in which it runs, if it has begun. */
  private static final class Running {
    private @Nullable Thread thread;
    private boolean interrupted;

    synchronized void begin() {
      thread = Thread.currentThread();
      if (interrupted) {
        thread.interrupt();
      }
    }

    synchronized void interrupt() {
      interrupted = true;
      if (thread != null) {
        thread.interrupt();
      }
    }

    /** The next call in this thread must not hear what was meant for this one. */
    synchronized void end() {
      thread = null;
      boolean _ = Thread.interrupted();
    }
  }

  /** Until the process ends, or says nonsense. What it has begun is interrupted then: nobody waits for it any more. */
  void run() {
    try {
      boolean open = true;
      while (open) {
        Optional<Payload> message = link.receive();
        open = message.isPresent();
        if (open) {
          on(ManagerNote.parse(message.get()));
        }
      }
    } catch (IOException | InterruptedException | RejectedExecutionException | OutOfMemoryError e) {
      Log.debug("a connection to a manager has ended", e);
    } finally {
      link.close();
      server.objects().releaseAll(this);
      running.values().forEach(Running::interrupt);
    }
  }

  private void on(ManagerNote note) throws IOException {
    switch (note.kind()) {
      case CALL -> begin(note);
      case INTERRUPT -> Optional.ofNullable(running.get(note.number())).ifPresent(Running::interrupt);
      case HOLD -> server.objects().hold(note.object(), this);
      case RELEASE -> server.objects().release(note.object(), this);
      case VALUE, THROWN, GONE -> throw new IOException("an answer where nobody has asked");
    }
  }

  private void begin(ManagerNote call) {
    Running mine = new Running();
    running.put(call.number(), mine);
    threads.execute(() -> answer(call, mine));
  }

  private void answer(ManagerNote call, Running mine) {
    ManagerNote answer;
    mine.begin();
    try {
      answer = server.call(call);
    } finally {
      running.remove(call.number());
      mine.end();
    }
    try {
      link.sendDeaf(answer.toPayload());
    } catch (IOException e) {
      Log.debug("nobody waits for the answer", e);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
