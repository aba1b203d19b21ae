package dev.drover.cli.function;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes that were compiled in memory, and those of {@code --classpath}.
 *
 * <p>Workers ask the parent process for classes they lack by this loader's {@link #getResourceAsStream}, so it serves
 * its own classes as resources too. Compiled classes and the class path share one loader, so that classes of one
 * package may use what is private to the package.
 */
final class FunctionLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> compiled;

  FunctionLoader(Map<String, byte[]> compiled, List<Path> classPath, ClassLoader parent) {
    super("drover", classPath.stream().map(FunctionLoader::url).toArray(URL[]::new), parent);
    this.compiled = Map.copyOf(compiled);
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL", e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = compiled.get(name);
    return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = name.endsWith(".class") ? compiled.get(className(name)) : null;
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  private static String className(String resource) {
    return resource.substring(0, resource.length() - ".class".length()).replace('/', '.');
  }
}
