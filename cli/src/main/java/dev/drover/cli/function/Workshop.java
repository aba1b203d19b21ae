package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compiles with a cache, and loads what came out. */
final class Workshop {
  private final List<Path> classPath;
  private final ClassCache cache;
  private final InMemoryCompiler compiler;
  private final String fingerprint;

  /**
   * A workshop.
   *
   * @param classPath what functions may use besides the class path of this process
   * @param cache where compiled functions are kept
   */
  Workshop(List<Path> classPath, ClassCache cache) {
    this.classPath = List.copyOf(classPath);
    this.cache = cache;
    this.compiler = new InMemoryCompiler(classPath);
    this.fingerprint = Fingerprint.of(classPath);
  }

  /** The entries of {@code --classpath}, which have to be there. */
  static List<Path> parseClassPath(String text) {
    List<Path> entries = List.of(text.split(File.pathSeparator)).stream()
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
    entries.stream().filter(entry -> !Files.exists(entry)).findFirst().ifPresent(missing -> {
      throw Problem.usage("there is no '%s', named by --classpath; give folders of classes or jars, separated by '%s'"
          .formatted(missing, File.pathSeparator));
    });
    return entries;
  }

  List<Path> classPath() {
    return classPath;
  }

  /** The name under which a source and all it depends on is kept. */
  String key(String source) {
    return Hash.of(fingerprint + "\n" + source);
  }

  Optional<Compiled> cached(String key) {
    return cache.find(key);
  }

  Compilation compile(String className, String source, Map<String, byte[]> known) {
    return compiler.compile(className, source, known);
  }

  Compiled keep(String key, Compiled compiled) {
    cache.keep(key, compiled);
    return compiled;
  }

  /** A generated source, which is right unless we have a bug or the class path does not fit together. */
  Compiled compileGenerated(GeneratedSource source, Map<String, byte[]> known) {
    String used = new TreeMap<>(known).values().stream().map(Hash::of).collect(Collectors.joining());
    String key = key(source.text() + used);
    return cached(key).orElseGet(() -> {
      Compilation made = compile(source.className(), source.text(), known);
      if (!made.succeeded()) {
        throw Problem.usage("the call does not compile: %s; is everything it needs on --classpath?"
            .formatted(made.errors().getFirst().message()));
      }
      Map<String, byte[]> all = new HashMap<>(known);
      all.putAll(made.classes());
      return keep(key, new Compiled(source.className(), all));
    });
  }

  FunctionLoader loader(Map<String, byte[]> classes) {
    return new FunctionLoader(classes, classPath, Workshop.class.getClassLoader());
  }
}
