package dev.drover.cli.output;

import dev.drover.cli.input.Item;
import dev.drover.task.Failure;
import dev.drover.task.Timing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each outcome as a line of JSON, failed ones too. */
public final class JsonResults implements Results {
  private static final double NANOS_PER_MILLI = 1e6;

  private final StandardOutput out;

  /**
   * On standard output.
   *
   * @param out where
   */
  public JsonResults(StandardOutput out) {
    this.out = out;
  }

  @Override
  public void ok(long index, Item item, @Nullable Object value, Timing timing) throws IOException {
    Map<String, @Nullable Object> line = begin(index, item, "ok");
    line.put("value", value);
    line.put("millis", timing.nanos() / NANOS_PER_MILLI);
    out.write(Json.of(line) + "\n");
  }

  @Override
  public void failed(long index, Item item, Failure failure) throws IOException {
    Map<String, @Nullable Object> line = begin(index, item, "failed");
    line.put("failure", failure.getClass().getSimpleName());
    line.put("cause", failure.summary());
    line.put("attempts", failure.attempts());
    line.put("lastOutput", failure.lastOutput());
    out.write(Json.of(line) + "\n");
  }

  private static Map<String, @Nullable Object> begin(long index, Item item, String outcome) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("index", index);
    line.put("input", item.value());
    line.put("outcome", outcome);
    return line;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
