package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent to workers beside their batches. */
@Timeout(30)
class ControlTest {
  private final Queue<Integer> sent = new ConcurrentLinkedQueue<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private final Control control = new Control();

  /** Takes nothing before it is opened, as a worker that is frozen. */
  private final Channel channel = new Channel() {
    @Override
    public void send(Frame frame) throws IOException {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      sent.add(((Frame.Dump) frame).item());
    }

    @Override
    public void flush() {}

    @Override
    public Optional<Frame> receive() {
      return Optional.empty();
    }

    @Override
    public boolean more() {
      return false;
    }

    @Override
    public void close() {}
  };

  @Test
  void framesArriveInTheirOrderAndHoldNobodyUp() {
    for (int i = 0; i < 1_000; i++) {
      control.send(channel, new Frame.Dump(1, i));
    }
    assertThat(sent).isEmpty();
    open.countDown();
    await().until(() -> sent.size() == 1_000);
    assertThat(sent).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
  }

  @Test
  void itsThreadEndsWhenAllIsSent() {
    open.countDown();
    control.send(channel, new Frame.Dump(1, 1));
    await().until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName().equals("drover-control")));
    assertThat(sent).containsExactly(1);
  }
}
