package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.ParentClasses;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.StretchWriter;
import dev.drover.task.Fn;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Items of our own for a worker that has nobody else's: as ordinary as can be, so that what they have loaded, linked and compiled
 * is there for those that come. Plays the parent. Not thread-safe.
 */
public final class Practice {
  /** What a failure costs is not worth more of them. */
  private static final int FAILURES = 2;

  private final Channel channel;
  private final int items;
  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());
  private long batches;

  /** A value of a class of one's own. */
  private record Point(int x, double y, String name) implements Serializable {}

  /**
   * With a worker that has been let in.
   *
   * @param channel to it
   * @param items how many each batch has
   */
  public Practice(Channel channel, int items) {
    this.channel = channel;
    this.items = items;
  }

  /**
   * Waits until the worker is there for items.
   *
   * @throws IOException if it is gone
   */
  public void awaitReady() throws IOException {
    await(Frame.Ready.class);
  }

  /**
   * Has functions of each kind run, each sent anew, and waits for all results.
   *
   * @param times how many batches of each
   * @throws IOException if the worker is gone
   */
  public void round(int times) throws IOException {
    int seen = 7;
    run((Integer n) -> n * n, times, items, List.of(1, 1000));
    run((Integer n) -> n + seen, 1, items, List.of(1));
    run(Practice::same, times, items, List.of("text", 2L, new Point(1, 2.0, "a"), Path.of("a", "b")));
    run(Practice::same, times, items, List.of(1.5, List.of(1, 2), Map.of("key", 3), new byte[100]));
    run(Practice::fail, FAILURES, FAILURES, List.of(1));
  }

  /**
   * Has classes of the class path loaded, and not initialised. One that is not there is passed over.
   *
   * @param names of classes that may be needed
   * @throws IOException if the worker is gone
   */
  public void meet(List<String> names) throws IOException {
    if (!names.isEmpty()) {
      run(Practice::load, 1, names.size(), names);
    }
  }

  private <T> void run(Fn<T, Object> function, int times, int count, List<T> values) throws IOException {
    try {
      Payload code = codec.encode(function);
      FunctionName name = FunctionName.of(code.hash());
      channel.send(new Frame.Function(name, Cargo.of(code)));
      for (int i = 0; i < times; i++) {
        channel.sendNow(new Frame.Batch(batches++, name, 0, 1, OptionalLong.empty(), false, inputs(values, count)));
        await(Frame.BatchDone.class);
      }
    } catch (NotEncodableException e) {
      throw new IllegalStateException("what is written above can travel", e);
    }
  }

  private void await(Class<? extends Frame> last) throws IOException {
    Optional<Frame> frame = channel.receive();
    while (frame.isPresent() && !last.isInstance(frame.get())) {
      frame = channel.receive();
    }
    if (frame.isEmpty()) {
      throw new IOException("the worker is gone");
    }
  }

  private List<Frame.Input> inputs(List<?> values, int count) throws NotEncodableException {
    List<Frame.Input> inputs = new ArrayList<>();
    StretchWriter small = new StretchWriter();
    for (int i = 0; i < count; i++) {
      small.add(i);
      inputs.add(new Frame.Input(i, Cargo.of(codec.encode(values.get(i % values.size())))));
    }
    if (values.getFirst() instanceof Integer) {
      inputs.add(new Frame.Input(count, count, Cargo.of(small.take())));
    }
    return inputs;
  }

  private static boolean load(String name) {
    try {
      return Class.forName(name, false, ClassLoader.getSystemClassLoader()) != null;
    } catch (ClassNotFoundException | LinkageError notHere) {
      return false; // who needs it will be told
    }
  }

  private static Object same(Object value) {
    return value;
  }

  private static Object fail(Object value) {
    throw new IllegalArgumentException("practised with " + value);
  }
}
