package dev.drover.internal.ipc.socket;

import dev.drover.internal.codec.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How both sides of a new connection show that they have the same key. */
/*
 *     server                                             client
 *       | "drover 1", challenge of the server (32 bytes)   |
 *       |------------------------------------------------->|
 *       |   challenge of the client, proof of the client   |
 *       |<-------------------------------------------------|   wrong: an empty message, and the end
 *       | proof of the server                              |
 *       |------------------------------------------------->|   wrong: the end
 *
 * A proof is an HMAC-SHA-256 over the role of who gives it and both challenges. So what one side has said is of no use
 * to somebody who says it again: not later, since the challenges are new each time, and not to the other side, since it
 * is of another role. The client proves first: who has no key learns nothing from a server.
 */
final class Handshake {
  /** Longer messages are not taken before it is over. */
  static final int LONGEST = 2 * SharedKey.PROOF;

  static final long WITHIN_SECONDS = 5;

  /** What is announced takes no memory before it comes, so this only tells nonsense from a message. */
  private static final long LONGEST_AFTER = 1L << 40;

  private static final byte[] PROTOCOL = "drover 1".getBytes(StandardCharsets.US_ASCII);
  private static final String SERVER = "drover 1 server";
  private static final String CLIENT = "drover 1 client";

  private final MessageLink link;
  private final SharedKey key;
  private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);

  Handshake(Link socket, SharedKey key) {
    this.link = new MessageLink(socket, LONGEST);
    this.key = key;
  }

  /** Both prove; from then on messages may be long. */
  MessageLink run(boolean asServer) throws IOException, InterruptedException {
    boolean done = false;
    try {
      link.begin(end - System.nanoTime());
      if (asServer) {
        asServer();
      } else {
        asClient();
      }
      link.limit(LONGEST_AFTER);
      done = true;
      return link;
    } finally {
      if (!done) {
        link.close();
      }
    }
  }

  private void asServer() throws IOException, InterruptedException {
    byte[] mine = SharedKey.random();
    send(PROTOCOL, mine);
    byte[] answer = receive(2 * SharedKey.PROOF);
    byte[] theirs = Arrays.copyOf(answer, SharedKey.PROOF);
    byte[] proof = Arrays.copyOfRange(answer, SharedKey.PROOF, answer.length);
    if (!key.isProof(proof, CLIENT, mine, theirs)) {
      link.send(Payload.empty());
      throw new WrongKeyException("who connected has another key; it was turned away");
    }
    send(key.prove(SERVER, mine, theirs));
  }

  private void asClient() throws IOException, InterruptedException {
    byte[] greeting = receive(PROTOCOL.length + SharedKey.PROOF);
    if (!Arrays.equals(greeting, 0, PROTOCOL.length, PROTOCOL, 0, PROTOCOL.length)) {
      throw new IOException("who listens there does not speak this protocol");
    }
    byte[] theirs = Arrays.copyOfRange(greeting, PROTOCOL.length, greeting.length);
    byte[] mine = SharedKey.random();
    send(mine, key.prove(CLIENT, theirs, mine));
    Payload proof = receive();
    if (proof.size() == 0) {
      throw new WrongKeyException("who listens there has another key, and has turned this process away");
    }
    if (!key.isProof(proof.bytes(), SERVER, theirs, mine)) {
      throw new WrongKeyException("who listens there has another key");
    }
  }

  private void send(byte[]... parts) throws IOException, InterruptedException {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    Arrays.stream(parts).forEach(all::put);
    link.send(Payload.owned(all.array(), all.capacity()));
  }

  private byte[] receive(int length) throws IOException, InterruptedException {
    Payload message = receive();
    if (message.size() != length) {
      throw new IOException("the other side does not speak this protocol");
    }
    return message.bytes();
  }

  private Payload receive() throws IOException, InterruptedException {
    if (!link.await(end - System.nanoTime())) {
      throw new IOException("the other side has not shown its key within %d s".formatted(WITHIN_SECONDS));
    }
    return link.receive().orElseThrow(() -> new IOException("the other side has left before it has shown its key"));
  }
}
