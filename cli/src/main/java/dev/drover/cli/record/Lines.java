package dev.drover.cli.record;

import dev.drover.cli.function.Natural;
import dev.drover.cli.input.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of a record. A line is a word and its fields, with tabs between them; tabs, line ends and backslashes within a field
 * are escaped. The head, a line {@code items}, then one line for each failed item:
 *
 * <pre>
 * drover-run 1
 * directory  /home/me/work
 * job        p -> Files.size(p)
 * inputs     PATH
 * option     --timeout  30s
 * items
 * path       in/a.pdf   in
 * text       some text
 * number     17
 * </pre>
 */
final class Lines {
  static final String VERSION = "drover-run 1";
  static final String DIRECTORY = "directory";
  static final String JOB = "job";
  static final String INPUTS = "inputs";
  static final String OPTION = "option";
  static final String ITEMS = "items";
  private static final String PATH = "path";
  private static final String TEXT = "text";
  private static final String NUMBER = "number";

  private Lines() {}

  static String of(String word, String... fields) {
    return Stream.concat(Stream.of(word), Stream.of(fields).map(Lines::escaped)).collect(Collectors.joining("\t", "", "\n"));
  }

  static List<String> fields(String line) {
    return Stream.of(line.split("\t", -1)).map(Lines::plain).toList();
  }

  static String of(Item item) {
    return switch (item.value()) {
      case Path path -> of(PATH, path.toString(), item.base().toString());
      case Long number -> of(NUMBER, number.toString());
      default -> of(TEXT, item.value().toString());
    };
  }

  static Item item(String line) throws IOException {
    List<String> fields = fields(line);
    try {
      return switch (fields.getFirst()) {
        case PATH -> new Item(Path.of(fields.get(1)), Path.of(fields.get(2)));
        case NUMBER -> new Item(Long.valueOf(fields.get(1)), Path.of(""));
        case TEXT -> new Item(fields.get(1), Path.of(""));
        default -> throw new IOException("a line begins with '%s'".formatted(fields.getFirst()));
      };
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("a line can't be read: " + line, e);
    }
  }

  static Natural natural(String name) throws IOException {
    try {
      return Natural.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("inputs are '%s'".formatted(name), e);
    }
  }

  private static String escaped(String field) {
    return field.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String plain(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      boolean escape = c == '\\' && i + 1 < field.length();
      plain.append(escape ? meant(field.charAt(++i)) : c);
    }
    return plain.toString();
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> escaped;
    };
  }
}
