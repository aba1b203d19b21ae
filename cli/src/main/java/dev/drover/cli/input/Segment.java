package dev.drover.cli.input;

import dev.drover.cli.problem.Problem;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What stands between two slashes of a glob. */
sealed interface Segment {
  /** {@code **}: any number of folders. */
  record Deep() implements Segment {}

  /**
   * A pattern for one name.
   *
   * @param regex for all of the name
   * @param hiddenToo whether it matches names that begin with a dot
   * @param literal the name itself if it has no special characters, otherwise empty
   */
  record Name(Pattern regex, boolean hiddenToo, String literal) implements Segment {
    boolean matches(String name) {
      return (hiddenToo || !name.startsWith(".")) && regex.matcher(name).matches();
    }
  }

  static Segment parse(String text) {
    if (text.equals("**")) {
      return new Deep();
    }
    boolean plain = !hasWildcard(text);
    return new Name(regex(text), text.startsWith(".") || text.startsWith("\\."), plain ? unescape(text) : "");
  }

  static boolean hasWildcard(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '*' || c == '?' || (c == '[' && text.indexOf(']', i + 2) > 0)) {
        return true;
      }
    }
    return false;
  }

  static String unescape(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }

  private static Pattern regex(String glob) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (c == '*') {
        out.append(".*");
      } else if (c == '?') {
        out.append("(?s:.)");
      } else if (close > 0) {
        out.append(characterClass(glob.substring(i + 1, close)));
        i = close;
      } else {
        boolean escaped = c == '\\' && i + 1 < glob.length();
        out.append(Pattern.quote(String.valueOf(escaped ? glob.charAt(++i) : c)));
      }
    }
    return compile(out.toString(), glob);
  }

  private static String characterClass(String inside) {
    boolean negated = inside.startsWith("!") || inside.startsWith("^");
    String members = (negated ? inside.substring(1) : inside).replaceAll("([\\[\\]\\\\&^])", "\\\\$1");
    return (negated ? "[^" : "[") + members + "]";
  }

  private static Pattern compile(String regex, String glob) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw Problem.usage("the pattern '%s' is wrong: %s; put a backslash before characters that mean themselves"
          .formatted(glob, e.getDescription()));
    }
  }
}
