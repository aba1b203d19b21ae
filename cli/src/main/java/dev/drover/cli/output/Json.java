package dev.drover.cli.output;

import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as JSON: what JSON has as itself, bytes in base 64, all else as its text. */
public final class Json {
  private Json() {}

  /**
   * A value as JSON on one line.
   *
   * @param value any
   * @return the text
   */
  public static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case Boolean b -> out.append(b);
      case Double d when !Double.isFinite(d) -> quote(d.toString(), out);
      case Float f when !Float.isFinite(f) -> quote(f.toString(), out);
      case Number n -> out.append(n);
      case Optional<?> optional -> write(optional.orElse(null), out);
      case byte[] bytes -> quote(Base64.getEncoder().encodeToString(bytes), out);
      case Map<?, ?> map -> writeMap(map, out);
      case Collection<?> collection -> writeList(collection.iterator(), out);
      default -> writeOther(value, out);
    }
  }

  private static void writeOther(Object value, StringBuilder out) {
    if (value.getClass().isArray()) {
      writeList(Values.elements(value), out);
    } else {
      quote(value.toString(), out);
    }
  }

  private static void writeMap(Map<?, ?> map, StringBuilder out) {
    String separator = "";
    out.append('{');
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      quote(String.valueOf(entry.getKey()), out);
      out.append(':');
      write(entry.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void writeList(Iterator<?> elements, StringBuilder out) {
    out.append('[');
    while (elements.hasNext()) {
      write(elements.next(), out);
      out.append(elements.hasNext() ? "," : "");
    }
    out.append(']');
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          boolean plain = c >= ' ' && !Character.isSurrogate(c);
          boolean pair = Character.isSurrogate(c) && isPaired(text, i);
          out.append(plain || pair ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
      }
    }
    out.append('"');
  }

  private static boolean isPaired(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
