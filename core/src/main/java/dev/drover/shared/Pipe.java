package dev.drover.shared;

/**
 * Two connections: what one sends the other receives. Mostly one of them is passed to another process.
 *
 * <pre>{@code
 * Pipe pipe = Pipe.open();
 * try (Connection here = pipe.first(); ChildProcess<?> child = ChildProcess.start(() -> answer(pipe.second()))) {
 *   here.send("question");
 *   String answer = here.receive(String.class);
 * }
 * }</pre>
 *
 * @param first one end
 * @param second the other end
 */
public record Pipe(Connection first, Connection second) {
  private static final int ITEMS = 1024;
  private static final long BYTES = 1 << 20;

  /**
   * A new pipe with 1 MiB for each direction.
   *
   * @return open until both ends are closed
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static Pipe open() {
    return open(BYTES);
  }

  /**
   * A new pipe.
   *
   * @param bytes on their way at most in each direction, 64 KiB to 1 GiB; one item may have half of it
   * @return open until both ends are closed
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static Pipe open(long bytes) {
    SharedQueue<Object> there = SharedQueue.of(ITEMS, bytes);
    SharedQueue<Object> back = SharedQueue.of(ITEMS, bytes);
    SharedLongs users = SharedLongs.allocate(2);
    return new Pipe(PipeConnection.of(back, there, users, 0), PipeConnection.of(there, back, users, 1));
  }
}
