package dev.drover.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineSourceTest {
  private static LineSource lines(InputStream in, int delimiter) {
    return new LineSource(in, "test", delimiter, text -> Optional.of(Item.of(text)));
  }

  private static List<Object> read(String text, int delimiter) {
    List<Object> all = new ArrayList<>();
    lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), delimiter)
        .iterator()
        .forEachRemaining(item -> all.add(item.value()));
    return all;
  }

  @Test
  void theLastLineNeedsNoLineFeed() {
    assertThat(read("ä\n\nb\r\nc", '\n')).containsExactly("ä", "", "b", "c");
    assertThat(read("", '\n')).isEmpty();
  }

  @Test
  void zeroTerminatedTextsMayContainLineFeeds() {
    assertThat(read("a\nb\0c\0", 0)).containsExactly("a\nb", "c");
  }

  @Test
  void linesComeBeforeTheStreamEnds() throws Exception {
    PipedOutputStream out = new PipedOutputStream();
    LineSource source = lines(new PipedInputStream(out), '\n');
    Iterator<Item> items = source.iterator();
    out.write("first\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    assertThat(items.next().value()).isEqualTo("first");
    assertThat(source.count()).isEmpty();
    source.close();
    assertThat(items.hasNext()).as("nobody waits for a silent pipe").isFalse();
    out.close();
  }

  @Test
  void aBrokenStreamIsSaidAfterTheLinesBefore() {
    InputStream torn = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("torn");
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return read();
      }
    };
    InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[] {'x', '\n'}), torn);
    Iterator<Item> items = lines(broken, '\n').iterator();
    assertThat(items.next().value()).isEqualTo("x");
    assertThatThrownBy(items::hasNext)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("test can't be read: torn");
  }
}
