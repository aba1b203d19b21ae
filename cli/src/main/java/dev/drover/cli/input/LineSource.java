package dev.drover.cli.input;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Lines of a stream, or texts that end with a zero byte.
 *
 * <p>A thread of its own reads ahead a little, since a read of standard input can't be interrupted: so the run can
 * end while the other end of the pipe is silent.
 */
final class LineSource implements Source {
  private static final int READ_AHEAD = 4096;
  private static final long LOOK_MILLIS = 50;

  private final InputStream in;
  private final String name;
  private final int delimiter;
  private final Function<String, Optional<Item>> toItem;
  private final BlockingQueue<Optional<Item>> queue = new ArrayBlockingQueue<>(READ_AHEAD);
  private volatile boolean closed;
  private volatile long total = -1;
  private volatile Optional<IOException> broken = Optional.empty();

  /**
   * Lines that nobody reads yet.
   *
   * @param in where from
   * @param name what that is, for the plan
   * @param delimiter what ends each text: a line feed or zero
   * @param toItem what a text becomes; empty to pass it over
   */
  LineSource(InputStream in, String name, int delimiter, Function<String, Optional<Item>> toItem) {
    this.in = in;
    this.name = name;
    this.delimiter = delimiter;
    this.toItem = toItem;
  }

  @Override
  public Iterator<Item> iterator() {
    Thread.ofPlatform().daemon().name("drover-input").start(this::readAll);
    return new Lines();
  }

  private void readAll() {
    long count = 0;
    try (InputStream buffered = new BufferedInputStream(in, 1 << 16)) {
      for (Optional<String> text = read(buffered); text.isPresent() && !closed; text = read(buffered)) {
        Optional<Item> item = toItem.apply(text.get());
        if (item.isPresent()) {
          queue.put(item);
          count++;
        }
      }
      total = count;
    } catch (IOException e) {
      broken = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private void end() {
    try {
      queue.put(Optional.empty());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private Optional<String> read(InputStream stream) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int b = stream.read();
    if (b < 0) {
      return Optional.empty();
    }
    for (; b >= 0 && b != delimiter; b = stream.read()) {
      text.write(b);
    }
    String line = text.toString(StandardCharsets.UTF_8);
    boolean windows = delimiter == '\n' && line.endsWith("\r");
    return Optional.of(windows ? line.substring(0, line.length() - 1) : line);
  }

  @Override
  public OptionalLong count() {
    return total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
  }

  @Override
  public String description() {
    return (delimiter == 0 ? "zero-terminated texts of " : "lines of ") + name;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** What was read, as it comes. */
  private final class Lines implements Iterator<Item> {
    private Optional<Item> ahead = Optional.empty();
    private boolean ended;

    @Override
    public boolean hasNext() {
      while (ahead.isEmpty() && !ended) {
        take();
      }
      return ahead.isPresent();
    }

    private void take() {
      try {
        Optional<Item> got = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (got != null) {
          ahead = got;
          ended = got.isEmpty();
          if (ended && broken.isPresent()) {
            throw new UncheckedIOException(
                name + " can't be read: " + broken.get().getMessage(), broken.get());
          }
        } else {
          ended = closed;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        ended = true;
      }
    }

    @Override
    public Item next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Item item = ahead.orElseThrow();
      ahead = Optional.empty();
      return item;
    }
  }
}
