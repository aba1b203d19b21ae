package dev.drover.shared;

import dev.drover.internal.codec.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a process and a manager say to each other.
 *
 * @param kind what it is about
 * @param number of the call that it belongs to
 * @param manager that is meant, see {@link ManagerPlace}
 * @param object that is meant
 * @param chain of calls that it belongs to, see {@link ManagerTurns}
 * @param method that is called
 * @param body arguments, value or exception
 */
/*
 *     kind 1 | number 8 | manager 8 | object 8 | chain 8 | length of method 4 | method | body to the end
 *
 * The body is not copied: it may be large.
 */
record ManagerNote(Kind kind, long number, long manager, long object, long chain, String method, Payload body) {
  enum Kind {
    /** To a manager: number, manager, object, chain, method, arguments. */
    CALL(1),
    /** To a manager: the caller of a call is interrupted. */
    INTERRUPT(2),
    /** To a manager: this process has a proxy of an object. */
    HOLD(3),
    /** To a manager: it has none any more. */
    RELEASE(4),
    /** From a manager: what a call returned. */
    VALUE(5),
    /** From a manager: what a call threw. */
    THROWN(6),
    /** From a manager: another one was meant. */
    GONE(7);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    private static Kind of(byte code) {
      return Arrays.stream(values()).filter(k -> k.code == code).findFirst().orElseThrow();
    }
  }

  private static final int HEADER = 1 + 4 * Long.BYTES + Integer.BYTES;

  /** About the call, or the object, with a number. */
  static ManagerNote about(Kind kind, long number) {
    return new ManagerNote(kind, number, ManagerPlace.ANY, number, 0, "", Payload.empty());
  }

  ManagerNote numbered(long by) {
    return new ManagerNote(kind, by, manager, object, chain, method, body);
  }

  ManagerNote answer(Kind kind, Payload body) {
    return new ManagerNote(kind, number, manager, object, chain, "", body);
  }

  Payload toPayload() {
    byte[] name = method.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = ByteBuffer.allocate(HEADER + name.length)
        .put(kind.code)
        .putLong(number)
        .putLong(manager)
        .putLong(object)
        .putLong(chain)
        .putInt(name.length)
        .put(name)
        .flip();
    List<ByteBuffer> all = new ArrayList<>(body.chunks());
    all.addFirst(header);
    return Payload.of(all);
  }

  /** The header is in the first chunk: those that arrive have 1 MiB. */
  static ManagerNote parse(Payload message) throws IOException {
    List<ByteBuffer> all = new ArrayList<>(message.chunks());
    try {
      ByteBuffer first = all.removeFirst();
      Kind kind = Kind.of(first.get());
      long number = first.getLong();
      long manager = first.getLong();
      long object = first.getLong();
      long chain = first.getLong();
      byte[] name = new byte[Math.min(first.getInt(), first.remaining())];
      first.get(name);
      all.addFirst(first);
      return new ManagerNote(
          kind, number, manager, object, chain, new String(name, StandardCharsets.UTF_8), Payload.of(all));
    } catch (RuntimeException e) {
      throw new IOException("what came is no note to or from a manager", e);
    }
  }
}
