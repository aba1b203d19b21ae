package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import dev.drover.task.Fn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Source files: compiled in memory, then treated as any class. */
final class SourceResolver {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

  private final Workshop workshop;

  SourceResolver(Workshop workshop) {
    this.workshop = workshop;
  }

  ResolvedFunction resolve(String job, InputShape shape) {
    Path file = Path.of(job);
    String text = read(file);
    String simpleName = baseName(file);
    Matcher m = PACKAGE.matcher(text);
    String fullName = m.find() ? m.group(1) + "." + simpleName : simpleName;
    String key = workshop.key(fullName + "\n" + text);
    Compiled compiled = workshop.cached(key)
        .orElseGet(() -> workshop.keep(key, compile(file, fullName, text)));
    FunctionLoader loader = workshop.loader(compiled.classes());
    Class<?> type = mainClass(file, compiled, loader);
    return new ClassResolver(workshop).type(type, shape, job, compiled.classes());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Problem.usage("the source file '%s' can't be read: %s; give the path of a .java file"
          .formatted(file, e.getClass().getSimpleName()));
    }
  }

  private static String baseName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ".java".length());
  }

  private Compiled compile(Path file, String fullName, String text) {
    Compilation made = workshop.compile(fullName, text, Map.of());
    if (!made.succeeded()) {
      throw report(file, text, made.errors());
    }
    return new Compiled(fullName, made.classes());
  }

  private static Problem report(Path file, String text, List<CompileError> errors) {
    CompileError first = errors.getFirst();
    int place = (int) Math.max(0, Math.min(first.position(), text.length()));
    long line = text.substring(0, place).lines().count();
    String more = errors.size() > 1 ? "%n  and %d more".formatted(errors.size() - 1) : "";
    return Problem.usage("%s does not compile: line %d: %s%n%s%s".formatted(
        file, Math.max(1, line), first.message(), Caret.under(text, place), more));
  }

  /** The class named like the file, or else the first that is a function. */
  private static Class<?> mainClass(Path file, Compiled compiled, FunctionLoader loader) {
    return Optional.of(compiled.mainClass())
        .filter(compiled.classes()::containsKey)
        .or(() -> compiled.classes().keySet().stream()
            .filter(name -> name.indexOf('$') < 0)
            .sorted(Comparator.naturalOrder())
            .filter(name -> isFunction(load(name, loader)))
            .findFirst())
        .map(name -> (Class<?>) load(name, loader))
        .orElseThrow(() -> Problem.usage("%s has no class '%s' and none that is a function; "
            .formatted(file, baseName(file)) + "implement dev.drover.task.Fn, or add 'static ... run(Path input)'"));
  }

  private static boolean isFunction(Class<?> type) {
    return Fn.class.isAssignableFrom(type)
        || Arrays.stream(type.getDeclaredMethods()).anyMatch(m -> m.getName().equals("run"));
  }

  private static Class<?> load(String name, FunctionLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("just compiled", e);
    }
  }
}
