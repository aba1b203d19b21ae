package dev.drover.internal.worker;

import dev.drover.internal.codec.ClassRequests;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks the parent for classes. A class may be missed by any thread of the user, and such a thread may be interrupted, which
 * would close the socket under its hands: so a thread of our own sends. It also sends the
 * results that a long item would keep waiting.
 */
final class Asks implements ClassRequests {
  private static final long ANSWER_WITHIN_SECONDS = 60;

  private static final long FLUSH_EVERY_MILLIS = 100;

  private final Channel channel;
  private final Replies replies;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Optional<byte[]>>> open = new ConcurrentHashMap<>();
  private final BlockingQueue<Frame> waiting = new LinkedBlockingQueue<>();

  Asks(Channel channel, Replies replies) {
    this.channel = channel;
    this.replies = replies;
  }

  void start() {
    Thread.ofPlatform().daemon().name("drover-asks").start(this::sendAll);
  }

  private void sendAll() {
    try {
      while (true) {
        Frame next = waiting.poll(FLUSH_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          channel.send(next);
        }
        replies.flush();
      }
    } catch (IOException | InterruptedException gone) {
      open.values().forEach(f -> f.complete(Optional.empty()));
    }
  }

  @Override
  public Optional<byte[]> ask(int loader, String className) {
    long request = numbers.incrementAndGet();
    CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
    open.put(request, answer);
    waiting.add(new Frame.ClassRequest(request, loader, className));
    try {
      // join() does not react to an interrupt: a class that is half loaded would be missing for ever.
      return answer.completeOnTimeout(Optional.empty(), ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS).join();
    } finally {
      open.remove(request);
    }
  }

  void answered(Frame.ClassBytes answer) {
    Optional.ofNullable(open.get(answer.request())).ifPresent(f -> f.complete(answer.bytes().map(Asks::join)));
  }

  private static byte[] join(Payload payload) {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(payload.size()));
    payload.chunks().forEach(chunk -> all.put(chunk.duplicate()));
    return all.array();
  }
}
