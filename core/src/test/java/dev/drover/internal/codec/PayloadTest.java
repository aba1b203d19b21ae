package dev.drover.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Payloads of any size, in chunks that nobody can change. */
class PayloadTest {
  private static final int MIB = 1 << 20;

  @Test
  void moreThanTwoGibibytesAreReadThrough() throws Exception {
    int chunks = 3000;
    List<ByteBuffer> many = new ArrayList<>(Collections.nCopies(chunks, ByteBuffer.allocate(MIB)));
    many.add(ByteBuffer.wrap(new byte[] {7}));
    Payload payload = Payload.of(many);
    assertThat(payload.size()).isEqualTo(3000L * MIB + 1);
    Source in = new Source(payload);
    in.pass(3000L * MIB);
    assertThat(in.get()).isEqualTo(7);
    assertThat(in.left()).isZero();
  }

  @Test
  void itsHashDoesNotDependOnTheCuts() throws Exception {
    byte[] bytes = {1, 2, 3, 4};
    Payload whole = Payload.of(List.of(ByteBuffer.wrap(bytes)));
    Payload parts = Payload.of(List.of(ByteBuffer.wrap(bytes, 0, 1), ByteBuffer.wrap(bytes, 1, 3)));
    assertThat(whole.hash()).isEqualTo(parts.hash()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void itsChunksAreReadOnlyAndReadFromTheBeginningEachTime() {
    Payload payload = Payload.of(List.of(ByteBuffer.wrap(new byte[] {1, 2})));
    payload.chunks().getFirst().get();
    assertThat(payload.chunks().getFirst().remaining()).isEqualTo(2);
    assertThatThrownBy(() -> payload.chunks().getFirst().put((byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void noChunkIsLargerThanAMebibyte() throws Exception {
    Payload payload = new ObjectCodec(new ParentClasses()).encode(new long[1_000_000]);
    assertThat(payload.chunks()).hasSizeGreaterThan(7).allMatch(c -> c.remaining() <= MIB);
  }
}
