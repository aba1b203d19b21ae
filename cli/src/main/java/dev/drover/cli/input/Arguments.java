package dev.drover.cli.input;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Arguments taken as text.
 *
 * @param texts as typed
 */
record Arguments(List<String> texts) implements Source {
  @Override
  public Iterator<Item> iterator() {
    return texts.stream().map(Item::of).iterator();
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(texts.size());
  }

  @Override
  public String description() {
    return "arguments as text";
  }
}
