package dev.drover.cli.output;

import dev.drover.cli.input.Item;
import dev.drover.task.Timing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Each result as a line; bytes as they are. */
public final class TextResults implements Results {
  private final StandardOutput out;
  private final boolean tag;

  /**
   * On standard output.
   *
   * @param out where
   * @param tag whether each line begins with its input and a tab
   */
  public TextResults(StandardOutput out, boolean tag) {
    this.out = out;
    this.tag = tag;
  }

  @Override
  public void ok(long index, Item item, @Nullable Object value, Timing timing) throws IOException {
    if (value instanceof byte[] bytes && !tag) {
      out.write(bytes);
    } else {
      String text = value instanceof byte[] bytes
          ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8).stripTrailing()
          : Values.text(value);
      out.write((tag ? tagged(item, text) : text) + "\n");
    }
  }

  private static String tagged(Item item, String text) {
    String prefix = item.value() + "\t";
    return prefix + text.replace("\n", "\n" + prefix);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
