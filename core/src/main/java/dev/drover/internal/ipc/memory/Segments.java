package dev.drover.internal.ipc.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The segments that this process has made or uses. Thread-safe. */
/*
 * Idea: each segment is mapped once, however many objects lie in it and however often they are passed here. A lease is a hard
 * link, see Shelf.
 *
 * Who made a segment ends it for all by closing it. The others notice: the thread below looks once a second, as long as there
 * are segments of others, and unmaps what is closed, so that its memory is free however idle they are. What was made by a
 * process that has ended stays until this process closes it, or ends.
 */
public final class Segments {
  private static final Segments PROCESS = new Segments(shelves(
      Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));

  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<Shelf> shelves;
  private final Map<SegmentName, Segment> known = new HashMap<>();
  private long last;
  private boolean prepared;
  private boolean looking;

  /** Each tells whether it is over, and needs to be asked no more. */
  private final List<BooleanSupplier> ending = new CopyOnWriteArrayList<>();

  Segments(List<Shelf> shelves) {
    this.shelves = shelves;
  }

  private static List<Shelf> shelves(Path first, Path second) {
    Shelf preferred = new Shelf(first);
    return first.equals(second) ? List.of(preferred) : List.of(preferred, new Shelf(second));
  }

  static Segments process() {
    return PROCESS;
  }

  /** A new one, all zeros. */
  synchronized Segment create(long size) {
    prepare();
    List<String> refusals = new ArrayList<>();
    for (Shelf shelf : shelves) {
      try {
        last++;
        Segment made = Segment.create(shelf, last, size);
        known.put(made.name(), made);
        return made;
      } catch (IOException e) {
        refusals.add(shelf.base() + ": " + e.getMessage());
      }
    }
    throw new UncheckedIOException(new IOException("no room for %,d bytes of shared memory (%s); share less, or close what is "
        .formatted(size, String.join("; ", refusals)) + "not used any more"));
  }

  /** One that any process has made. */
  synchronized Segment open(SegmentName name) {
    prepare();
    Segment mine = known.get(name);
    if (mine != null && mine.isOpen()) {
      return mine;
    }
    Optional.ofNullable(mine).ifPresent(this::close);
    Segment attached = attach(name);
    known.put(name, attached);
    look();
    return attached;
  }

  private Segment attach(SegmentName name) {
    for (Shelf shelf : shelves) {
      Optional<Path> source = shelf.find(name);
      if (source.isPresent()) {
        return attach(shelf, name, source.get());
      }
    }
    throw new IllegalStateException(gone(name));
  }

  private static Segment attach(Shelf shelf, SegmentName name, Path source) {
    try {
      return Segment.attach(shelf, name, source);
    } catch (IOException e) {
      throw new IllegalStateException(gone(name), e);
    }
  }

  private static String gone(SegmentName name) {
    return "shared memory %s is gone: process %s, which made it, has closed it, or has ended and nobody else had it open; "
        .formatted(name, name.process().map(p -> Long.toString(p.pid())).orElse("?"))
        + "keep it open while others use it";
  }

  /** Gives a segment back; does nothing if it was before. */
  synchronized void close(Segment segment) {
    if (known.remove(segment.name(), segment)) {
      segment.release();
    }
  }

  private void prepare() {
    if (!prepared) {
      prepared = true;
      sweep();
      Runtime.getRuntime().addShutdownHook(
          Thread.ofPlatform().unstarted(() -> shelves.forEach(Shelf::removeOwn)));
    }
  }

  private void look() {
    if (!looking) {
      looking = true;
      Thread.ofPlatform().daemon().name("drover-shared").start(this::lookOn);
    }
  }

  private void lookOn() {
    do {
      LockSupport.parkNanos(LOOK_NANOS);
      ending.removeIf(BooleanSupplier::getAsBoolean);
    } while (closeClosed());
  }

  /** Asks now, and once a second, until it is over. */
  void whenOver(BooleanSupplier over) {
    if (!over.getAsBoolean()) {
      ending.add(over);
      startLooking();
    }
  }

  private synchronized void startLooking() {
    look();
  }

  private synchronized boolean closeClosed() {
    List.copyOf(known.values()).stream().filter(s -> !s.isOwned() && !s.isOpen()).forEach(this::close);
    looking = !ending.isEmpty() || known.values().stream().anyMatch(s -> !s.isOwned());
    return looking;
  }

  private void sweep() {
    for (Shelf shelf : shelves) {
      shelf.sweep("");
    }
  }

  /**
   * Removes what one process has left behind, if it is dead. No lambdas here: the first worker that ends would pay
   * for them.
   *
   * @param pid its number
   */
  public static void sweep(long pid) {
    for (Shelf shelf : PROCESS.shelves) {
      shelf.sweep(pid + "-");
    }
  }
}
