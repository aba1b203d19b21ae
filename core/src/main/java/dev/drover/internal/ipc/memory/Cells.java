package dev.drover.internal.ipc.memory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Makes cells: small ones many to a segment, large ones with a segment of their own. Thread-safe. */
public final class Cells {
  private static final Cells PROCESS = new Cells(Segments.process());

  private final Segments segments;
  private final Map<Segment, Slab> slabs = new HashMap<>();
  private final Map<Segment, Set<Cell>> foreign = new HashMap<>();
  private Optional<Slab> current = Optional.empty();
  private long serial;

  Cells(Segments segments) {
    this.segments = segments;
  }

  /**
   * Those of this process.
   *
   * @return the only ones
   */
  public static Cells process() {
    return PROCESS;
  }

  /**
   * A new cell, all zeros but for its serial number.
   *
   * @param size at least, the serial number included
   * @return the cell
   * @throws java.io.UncheckedIOException if there is no room for it; its message says where it was looked for
   */
  public synchronized Cell create(long size) {
    long rounded = Slab.rounded(size);
    serial++;
    Cell made = rounded <= Slab.SIZE / 8 ? small(rounded) : new Cell(segments.create(rounded), 0, rounded, serial);
    made.begin();
    return made;
  }

  private Cell small(long size) {
    return current.flatMap(slab -> slab.cut(size, serial))
        .or(() -> slabs.values().stream().flatMap(slab -> slab.cut(size, serial).stream()).findFirst())
        .orElseGet(() -> slab().cut(size, serial).orElseThrow());
  }

  private Slab slab() {
    Slab made = new Slab(segments.create(Slab.SIZE));
    slabs.put(made.segment(), made);
    current = Optional.of(made);
    return made;
  }

  /** One that this or another process has made. */
  synchronized Cell open(Cell.Reference to) {
    Segment segment = segments.open(to.segment());
    if (to.offset() < 0 || to.size() < Cell.FIRST || to.offset() > segment.data().byteSize() - to.size()) {
      throw new IllegalStateException("%s has no cell of %d bytes at %d".formatted(to.segment(), to.size(), to.offset()));
    }
    Cell cell = new Cell(segment, to.offset(), to.size(), to.serial());
    cell.check();
    if (!segment.isOwned()) {
      foreign.keySet().removeIf(s -> !s.isOpen());
      var _ = foreign.computeIfAbsent(segment, _ -> new HashSet<>()).add(cell);
    }
    return cell;
  }

  /** Ends the object in it if this process made it; gives this process's share back otherwise. */
  synchronized void close(Cell cell) {
    Segment segment = cell.segment();
    Optional<Slab> slab = Optional.ofNullable(slabs.get(segment));
    if (slab.isPresent()) {
      giveBack(slab.get(), cell);
    } else if (!segment.isOwned()) {
      leave(segment, cell);
    } else if (cell.retire()) {
      segments.close(segment);
    }
  }

  private void leave(Segment segment, Cell cell) {
    Set<Cell> used = foreign.getOrDefault(segment, Set.of());
    if (used.contains(cell) && used.remove(cell) && used.isEmpty()) {
      foreign.remove(segment);
      segments.close(segment);
    }
  }

  /**
   * Ends the object in it as soon as that is so, if this process made it; otherwise whoever did sees to it.
   *
   * @param cell of the object
   * @param over asked about once a second
   */
  public void closeWhen(Cell cell, BooleanSupplier over) {
    if (cell.segment().isOwned()) {
      segments.whenOver(() -> {
        boolean ended = !cell.isOpen() || over.getAsBoolean();
        if (ended) {
          close(cell);
        }
        return ended;
      });
    }
  }

  private void giveBack(Slab slab, Cell cell) {
    if (cell.retire() && slab.giveBack(cell)) {
      slabs.remove(slab.segment());
      current = current.filter(c -> c != slab);
      segments.close(slab.segment());
    }
  }
}
