package dev.drover.internal.ipc.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.internal.ipc.memory.Lane;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RingTest {
  @TempDir Path folder;
  private Pair pair;

  private interface Code<T> {
    T run() throws Exception;
  }

  @BeforeEach
  void open() throws IOException {
    pair = Pair.open(folder);
  }

  @AfterEach
  void close() throws IOException {
    pair.close();
  }

  /** Each size at each place would take too long; a step of a prime number brings them to many places. */
  @Test
  void bytesOfAnySizeComeThroughAroundTheEnd() throws IOException {
    int capacity = pair.lane().capacity();
    long sent = 0;
    for (int size = 1; size <= capacity; size = size < 200 ? size + 1 : size * 5 / 4 + 1) {
      sent = there(sent, size);
    }
    for (int size : new int[] {capacity - 1, capacity, capacity, 1, capacity}) {
      sent = there(sent, size);
    }
    assertThat(sent).isGreaterThan(4L * capacity);
  }

  private long there(long from, int size) throws IOException {
    ByteBuffer out = Pattern.bytes(from, size);
    assertThat(pair.sink().write(out)).isEqualTo(size);
    ByteBuffer in = ByteBuffer.allocate(size + 1);
    assertThat(pair.source().read(in)).isEqualTo(size);
    Pattern.check(from, in.flip());
    return from + size;
  }

  @Test
  void whatIsLongerThanTheRingFlowsThrough() throws Exception {
    long total = 20L * pair.lane().capacity() + 7;
    CompletableFuture<Void> sent = start(() -> sendAll(total, new Random(1), 3 * pair.lane().capacity()));
    receiveAll(total, new Random(2), 100_000);
    sent.get(10, TimeUnit.SECONDS);
  }

  @Test
  void arraysComeThroughFromOneIntoAnother() throws Exception {
    for (int count : new int[] {1, 1000, 33_333, 1 << 20, 3_000_001}) {
      double[] numbers = new Random(count).doubles(count).toArray();
      double[] back = new double[count];
      CompletableFuture<Void> sent = start(() -> sendAll(MemorySegment.ofArray(numbers)));
      receiveAll(MemorySegment.ofArray(back));
      sent.get(10, TimeUnit.SECONDS);
      assertThat(back).isEqualTo(numbers);
    }
  }

  private Void sendAll(MemorySegment all) throws IOException {
    for (long at = 0; at < all.byteSize(); ) {
      at += pair.sink().write(all, at);
    }
    return null;
  }

  private void receiveAll(MemorySegment all) throws IOException {
    for (long at = 0; at < all.byteSize(); ) {
      at += pair.source().read(all, at);
    }
  }

  @Test
  void whatIsLargeMakesTheRingALargeOneOnce() throws Exception {
    long before = there(0, 1000);
    assertThat(pair.lane().grown()).isZero();
    int large = 2 * pair.lane().capacity();
    CompletableFuture<Void> sent = start(() -> sendAll(Pattern.bytes(before, large)));
    receiveAll(before + large, before, new Random(2), 100_000);
    sent.get(10, TimeUnit.SECONDS);
    assertThat(pair.lane().grown()).isBetween(1 + before, before + large);
    long now = before + large;
    for (int size : new int[] {pair.lane().largeCapacity(), 1, pair.lane().largeCapacity() - 1, 3_000_000}) {
      now = there(now, size);
    }
  }

  @Test
  void aRingThatSaysItGrewWhileItWasNotEmptyIsNotBelieved() throws Exception {
    there(0, 10);
    pair.lane().grown(1 + 11);
    pair.sink().write(Pattern.bytes(10, 10));
    assertThatThrownBy(() -> pair.source().read(ByteBuffer.allocate(10)))
        .isInstanceOf(IOException.class)
        .hasMessage("a ring says that it grew at 11, and 10 were taken");
  }

  /** The JVM interrupts whoever copies into memory that another thread unmaps. */
  @Test
  void whoSendsWhenTheMemoryGoesIsNotLeftInterrupted() throws Exception {
    for (int round = 0; round < 100; round++) {
      Pair one = Pair.open(Files.createDirectory(folder.resolve("gone" + round)));
      MemorySegment all = MemorySegment.ofArray(new double[1 << 20]);
      CompletableFuture<Boolean> left = start(() -> {
        assertThatThrownBy(() -> {
          for (long at = 0; at < all.byteSize(); ) {
            at += one.sink().write(all, at);
          }
        }).isInstanceOf(IOException.class);
        return Thread.currentThread().isInterrupted();
      });
      MemorySegment back = MemorySegment.ofArray(new double[1 << 20]);
      for (long at = 0; at < round * 35_000L; ) { // so far that the rest never fits into a large ring
        at += one.source().read(back, at);
      }
      one.file().close();
      assertThat(left.get(10, TimeUnit.SECONDS)).isFalse();
      one.close();
    }
  }

  /** The keeper of a worker that has died unmaps it while others are about to tell the worker something, such as that it may end. */
  @Test
  void whoeverComesOnceTheMemoryIsGoneGetsAnErrorOfTheChannel() {
    pair.file().close();
    assertGone(() -> pair.sink().hasRoom(1));
    assertGone(() -> pair.sink().write(ByteBuffer.allocate(1)));
    assertGone(() -> pair.sink().writeQuietly(ByteBuffer.allocate(1)));
    assertGone(() -> pair.sink().write(MemorySegment.ofArray(new byte[1]), 0));
    assertGone(() -> {
      pair.sink().lookout(Lane.Lookout.YES);
      return true;
    });
    assertGone(() -> pair.source().hasBytes());
    assertGone(() -> pair.source().lookout());
    assertGone(() -> pair.source().mark());
    assertGone(() -> pair.source().read(ByteBuffer.allocate(1)));
  }

  private static void assertGone(Code<?> code) {
    assertThatThrownBy(code::run).isInstanceOf(ClosedChannelException.class);
  }

  /** Small ones with rests: the receiver sleeps and is woken again and again. */
  @Test
  void noBellIsMissed() throws Exception {
    sendAndReceiveInSmallPieces();
  }

  private void sendAndReceiveInSmallPieces() throws Exception {
    long total = 30_000;
    CompletableFuture<Void> sent = start(() -> sendAll(total, new Random(3), 3));
    receiveAll(total, new Random(4), 5);
    sent.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aReceiverWithoutSpinningMissesNoBellEither() throws Exception {
    close();
    pair = Pair.open(Files.createDirectory(folder.resolve("other")), new Spin(1));
    sendAndReceiveInSmallPieces();
  }

  private Void sendAll(long total, Random random, int most) throws IOException {
    for (long at = 0; at < total; ) {
      ByteBuffer next = Pattern.bytes(at, (int) Math.min(total - at, 1 + random.nextInt(most)));
      at += next.remaining();
      sendAll(next);
    }
    return null;
  }

  private Void sendAll(ByteBuffer next) throws IOException {
    while (next.hasRemaining()) {
      int ignored = pair.sink().write(next);
    }
    return null;
  }

  private void receiveAll(long total, Random random, int most) throws IOException {
    receiveAll(total, 0, random, most);
  }

  private void receiveAll(long total, long from, Random random, int most) throws IOException {
    for (long at = from; at < total; ) {
      ByteBuffer in = ByteBuffer.allocate(1 + random.nextInt(most));
      int count = pair.source().read(in);
      Pattern.check(at, in.flip());
      at += count;
    }
  }

  @Test
  void whatWasPublishedIsReadBeforeTheEnd() throws IOException {
    int ignored = pair.sink().write(Pattern.bytes(0, 1000));
    pair.sending().close();
    ByteBuffer in = ByteBuffer.allocate(600);
    assertThat(pair.source().read(in)).isEqualTo(600);
    assertThat(pair.source().read(in.clear())).isEqualTo(400);
    assertThat(pair.source().read(in.clear())).isEqualTo(-1);
    assertThat(pair.source().read(in)).isEqualTo(-1);
  }

  /** A socket that is closed with something unread in it resets the connection. */
  @Test
  void whatWasPublishedIsReadThoughASenderEndedBeforeItHeardItsOwnBell() throws Exception {
    CompletableFuture<Integer> received = start(() -> pair.source().read(ByteBuffer.allocate(10)));
    awaitAsleep();
    pair.receiving().write(ByteBuffer.allocate(1)); // unread on the sender's side
    int ignored = pair.sink().write(Pattern.bytes(0, 5));
    assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(5);
    ignored = pair.sink().write(Pattern.bytes(5, 3));
    pair.sending().close();
    assertThat(pair.source().read(ByteBuffer.allocate(10))).isEqualTo(3);
    assertThat(pair.source().read(ByteBuffer.allocate(10))).isEqualTo(-1);
  }

  @Test
  void aSenderThatWaitsForRoomGetsAnErrorWhenTheReceiverIsGone() throws Exception {
    int ignored = pair.sink().write(Pattern.bytes(0, pair.lane().capacity()));
    CompletableFuture<Integer> sent = start(() -> pair.sink().write(Pattern.bytes(0, 1)));
    pair.receiving().close();
    assertThatThrownBy(() -> sent.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aSenderThatWaitsGoesOnWhenThereIsRoom() throws Exception {
    int capacity = pair.lane().capacity();
    int ignored = pair.sink().write(Pattern.bytes(0, capacity));
    CompletableFuture<Integer> sent = start(() -> pair.sink().write(Pattern.bytes(0, 100)));
    assertThatThrownBy(() -> sent.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    assertThat(pair.source().read(ByteBuffer.allocate(10))).isEqualTo(10);
    assertThat(sent.get(10, TimeUnit.SECONDS)).isBetween(1, 10);
  }

  @Test
  void anInterruptEndsTheConnectionOfWhoWaits() throws Exception {
    int ignored = pair.sink().write(Pattern.bytes(0, pair.lane().capacity()));
    CompletableFuture<Thread> sender = new CompletableFuture<>();
    CompletableFuture<Integer> sent = start(() -> {
      sender.complete(Thread.currentThread());
      return pair.sink().write(Pattern.bytes(0, 1));
    });
    sender.get(10, TimeUnit.SECONDS).interrupt();
    assertThatThrownBy(() -> sent.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(ClosedByInterruptException.class);
    assertThat(pair.sending().isOpen()).isFalse();
  }

  @Test
  void whoWaitsGetsAnErrorWhenItsOwnSideIsClosed() throws Exception {
    CompletableFuture<Integer> received = start(() -> pair.source().read(ByteBuffer.allocate(1)));
    awaitAsleep();
    pair.receiving().close();
    assertThatThrownBy(() -> received.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(ClosedChannelException.class);
    pair.file().close();
    assertThatThrownBy(() -> pair.source().read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> pair.sink().write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void impossibleWordsOfTheOtherSideAreNotBelieved() throws IOException {
    int capacity = pair.lane().capacity();
    for (long tail : new long[] {-1, capacity + 1L, Long.MIN_VALUE, Long.MAX_VALUE}) {
      pair.lane().tail(tail);
      assertThatThrownBy(() -> pair.source().read(ByteBuffer.allocate(10)))
          .isInstanceOf(IOException.class)
          .hasMessage("a ring has %d bytes in %d: head 0, tail %d", tail, capacity, tail);
    }
    pair.lane().head(1);
    assertThatThrownBy(() -> pair.sink().write(ByteBuffer.allocate(10)))
        .isInstanceOf(IOException.class)
        .hasMessage("a ring has -1 bytes in %d: head 1, tail 0", capacity);
    assertThat(pair.sending().isOpen()).isFalse();
  }

  private void awaitAsleep() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!pair.lane().isAsleep()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static <T> CompletableFuture<T> start(Code<T> code) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> {
      try {
        result.complete(code.run());
      } catch (Throwable thrown) {
        result.completeExceptionally(thrown);
      }
    });
    return result;
  }
}
