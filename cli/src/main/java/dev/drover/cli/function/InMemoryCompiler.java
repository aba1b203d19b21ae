package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The JDK's own compiler, without files. */
final class InMemoryCompiler {
  private final List<Path> classPath;

  /**
   * A compiler.
   *
   * @param classPath what sources may use besides the class path of this process
   */
  InMemoryCompiler(List<Path> classPath) {
    this.classPath = classPath;
  }

  /**
   * Compiles one source.
   *
   * @param className what it mainly declares; the file name follows from it
   * @param text the source
   * @param known classes compiled before that it may use
   * @return classes or errors
   */
  Compilation compile(String className, String text, Map<String, byte[]> known) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw Problem.cannotRun(
          "this Java in %s has no compiler; set JAVA_HOME to a JDK".formatted(System.getProperty("java.home")));
    }
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (MemoryFiles files = new MemoryFiles(compiler.getStandardFileManager(diagnostics, null, null), known)) {
      boolean ok = compiler
          .getTask(Writer.nullWriter(), files, diagnostics, options(), null, List.of(new Source(className, text)))
          .call();
      return ok ? new Compilation(files.classes(), List.of()) : new Compilation(Map.of(), errors(diagnostics));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> options() {
    Stream<String> own = Stream.of(System.getProperty("java.class.path"));
    String path = Stream.concat(classPath.stream().map(Path::toString), own)
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
    return List.of("-classpath", path, "-proc:none", "-Xlint:none", "-g", "-parameters", "-implicit:none");
  }

  private static List<CompileError> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .map(CompileError::of)
        .toList();
  }

  /** Text that looks like a file. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
