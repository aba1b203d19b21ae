package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Bulk;
import dev.drover.internal.codec.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Payloads with large arrays beside their bytes, on the wire: first what there is, then the bytes, then the arrays one after the other.
 * The receiver knows class and size of each array before it comes, so it makes it and reads into it.
 */
final class Bulks {
  /** In a length: what has it is written so. */
  static final long MARK = Long.MIN_VALUE;

  private static final int HEAD = Integer.BYTES + Long.BYTES;
  private static final int EACH = Integer.BYTES + Long.BYTES;

  private record Announced(int kind, long size) {}

  private Bulks() {}

  /** How many bytes {@link #write} will write. */
  static long length(Payload payload) {
    int count = payload.bulks().size();
    return count == 0 ? payload.size() : HEAD + (long) EACH * count + payload.sizeInAll();
  }

  /** As it is, if nothing is beside its bytes. */
  static void write(Payload payload, OutBuffer out) throws IOException {
    List<Bulk> bulks = payload.bulks();
    if (!bulks.isEmpty()) {
      out.putInt(bulks.size());
      out.putLong(payload.size());
      for (Bulk bulk : bulks) {
        out.putInt(bulk.kind());
        out.putLong(bulk.size());
      }
    }
    out.putPayload(payload);
    for (Bulk bulk : bulks) {
      out.putMemory(bulk.memory());
    }
  }

  /** The inverse, of something with arrays; reads all of it even if there is no memory for it. */
  static Cargo read(InBuffer in, long length) throws IOException {
    int count = in.getInt();
    long bytes = in.getLong();
    if (count < 0 || count > (length - HEAD) / EACH) {
      throw new IOException("%d arrays are announced in %d bytes".formatted(count, length));
    }
    List<Announced> announced = announced(in, count);
    long left = length - HEAD - (long) EACH * count - bytes;
    for (Announced one : announced) {
      left = one.size() < 0 || left < 0 ? -1 : left - one.size();
    }
    if (bytes < 0 || left != 0) {
      throw new IOException("arrays of %s and %d bytes are announced in %d".formatted(announced, bytes, length));
    }
    return read(in, bytes, announced).orElse(new Cargo.TooLarge(length));
  }

  private static List<Announced> announced(InBuffer in, int count) throws IOException {
    List<Announced> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Announced(in.getInt(), in.getLong()));
    }
    return all;
  }

  private static Optional<Cargo> read(InBuffer in, long bytes, List<Announced> announced) throws IOException {
    Optional<Payload> payload = in.getCargo(bytes).held();
    boolean room = payload.isPresent();
    List<Bulk> bulks = new ArrayList<>();
    for (Announced one : announced) {
      Optional<Bulk> bulk = room ? allocated(one) : Optional.empty();
      if (bulk.isPresent()) {
        in.getMemory(bulk.get().memory());
        bulks.add(bulk.get());
      } else {
        room = false;
        bulks.clear();
        in.skip(one.size());
      }
    }
    return room ? payload.map(p -> Cargo.of(p.with(bulks))) : Optional.empty();
  }

  private static Optional<Bulk> allocated(Announced one) throws IOException {
    try {
      return Optional.of(Bulk.allocate(one.kind(), one.size()));
    } catch (OutOfMemoryError tooLarge) {
      return Optional.empty();
    }
  }
}
