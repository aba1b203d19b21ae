package dev.drover.internal.codec;

import dev.drover.task.Broadcast;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parent's side: numbers the class loaders that it meets and serves the bytes of their classes.
 *
 * <p>The application's own loader and those of the JDK have no number, since a worker has the same class path. Neither
 * have the classes of Drover itself, wherever they were loaded from (JShell loads them with a loader of its own), since
 * every worker has them. Loaders are held weakly: a number whose loader is gone finds nothing any more.
 *
 * <p>A number stands for the classes of a loader at one time. When JShell replaces the code of a class in place, the
 * loader gets a further number, so that workers load its classes anew instead of running what they have. Thread-safe.
 */
public final class ParentClasses implements ClassLocator {
  /** Comes before the number of another loader in an answer; a class file begins with another number. */
  static final int ELSEWHERE = 0;

  private static final ClassLoader APPLICATION = ClassLoader.getSystemClassLoader();
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private static final KnownClasses CLASS_PATH = new KnownClasses(ParentClasses.class.getClassLoader());

  /** A folder, a jar, or something in a jar. */
  private static final Pattern BUILT = Pattern.compile("/$|\\.jar\\b|\\.war\\b");

  // guarded by this
  private final Map<ClassLoader, Integer> numbers = new WeakHashMap<>();
  private final Map<Integer, WeakReference<ClassLoader>> loaders = new HashMap<>();
  private final Map<ClassLoader, Map<String, byte[]>> served = new WeakHashMap<>();
  private int last;

  private final int context;
  private final Optional<Broadcasts> broadcasts;

  /**
   * Knows the context loader of the calling thread.
   *
   * @param folder gives a folder that workers can read, for the values of broadcasts
   */
  public ParentClasses(Supplier<Path> folder) {
    this(Optional.of(folder));
  }

  private ParentClasses(Optional<Supplier<Path>> folder) {
    broadcasts = folder.map(f -> new Broadcasts(f, this));
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    context = isOnClassPath(loader) ? ON_CLASS_PATH : numberOf(loader);
  }

  /** For readers in this process: broadcasts need no file. */
  public ParentClasses() {
    this(Optional.empty());
  }

  /** The values of broadcasts are not needed any more. */
  public void close() {
    broadcasts.ifPresent(Broadcasts::close);
  }

  /**
   * Where libraries look for services and files: the context loader of the thread that made this.
   *
   * @return its number, for the context loader of tasks
   */
  public int contextLoader() {
    return context;
  }

  @Override
  public int loaderOf(Class<?> c) {
    ClassLoader loader = c.getClassLoader();
    return isOnClassPath(loader) || isOurs(c, loader) ? ON_CLASS_PATH : numberOf(loader);
  }

  private static boolean isOnClassPath(@Nullable ClassLoader loader) {
    return loader == null || APPLICATION.equals(loader) || PLATFORM.equals(loader);
  }

  private static boolean isOurs(Class<?> c, ClassLoader loader) {
    return loader.equals(ParentClasses.class.getClassLoader())
        && c.getName().startsWith("dev.drover.")
        && source(c).equals(source(ParentClasses.class));
  }

  private static Optional<String> source(Class<?> c) {
    CodeSource source = c.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return Optional.ofNullable(location).map(URL::toString);
  }

  private synchronized int numberOf(ClassLoader loader) {
    Integer known = numbers.get(loader);
    return known == null ? renew(loader) : known;
  }

  /** The classes of this loader are not any more what they were: from now on it has another number. */
  synchronized int renew(ClassLoader loader) {
    int number = ++last;
    numbers.put(loader, number);
    served.remove(loader);
    loaders.put(number, new WeakReference<>(loader));
    return number;
  }

  @Override
  public Class<?> find(String name, int loader) throws ClassNotFoundException {
    if (loader == ON_CLASS_PATH) {
      return CLASS_PATH.find(name);
    }
    ClassLoader known = loader(loader);
    if (known == null) {
      throw new ClassNotFoundException(name + ", whose class loader is gone");
    }
    return Class.forName(name, false, known);
  }

  private synchronized @Nullable ClassLoader loader(int number) {
    WeakReference<ClassLoader> reference = loaders.get(number);
    return reference == null ? null : reference.get();
  }

  @Override
  public String broadcast(Broadcast<?> broadcast) throws IOException {
    return broadcasts.isPresent() ? broadcasts.get().path(broadcast) : Broadcasts.inThisProcess(broadcast);
  }

  @Override
  public boolean isHome() {
    return true;
  }

  /**
   * Answers what {@link WorkerClasses} asks: the class file, or the number of the loader that has it if that is another
   * one.
   *
   * @param loader a number from {@link #loaderOf}
   * @param className the binary name; or {@link Resources#PREFIX} and the name of a resource
   * @return the answer; empty if the loader is gone, has no such class or made it without a class file
   */
  public Optional<byte[]> bytes(int loader, String className) {
    ClassLoader known = loader(loader);
    if (known == null) {
      return Optional.empty();
    }
    if (className.startsWith(Resources.PREFIX)) {
      return Resources.of(known, className.substring(Resources.PREFIX.length()));
    }
    int home = homeOf(className, known);
    return home == ON_CLASS_PATH || home == numberOf(known) ? serve(known, className) : Optional.of(elsewhere(home));
  }

  /** Where the class is defined; the class path too if it can't be told. */
  private int homeOf(String className, ClassLoader loader) {
    try {
      return loaderOf(Class.forName(className, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return ON_CLASS_PATH;
    }
  }

  private static byte[] elsewhere(int loader) {
    return ByteBuffer.allocate(2 * Integer.BYTES).putInt(ELSEWHERE).putInt(loader).array();
  }

  /**
   * Whether a class was typed rather than built: its code is in memory only (JShell, notebooks) or was compiled from
   * the source file that is running. Its statics hold what its author has typed since, and a worker can't know them.
   */
  boolean isTyped(Class<?> c) {
    return loaderOf(c) != ON_CLASS_PATH && source(c).map(BUILT::matcher).filter(Matcher::find).isEmpty();
  }

  /** The class file of a typed class as it is now. */
  Optional<byte[]> typed(Class<?> c) {
    return isTyped(c) ? file(c.getClassLoader(), c.getName()) : Optional.empty();
  }

  /**
   * Whether workers may have got another version of a typed class than this one; if so, its loader gets a new number.
   */
  synchronized boolean renewIfServedOtherwise(Class<?> c, byte[] now) {
    byte[] before = served.getOrDefault(c.getClassLoader(), Map.of()).get(c.getName());
    boolean changed = before != null && !Arrays.equals(before, now);
    if (changed) {
      renew(c.getClassLoader());
    }
    return changed;
  }

  private Optional<byte[]> serve(ClassLoader loader, String className) {
    Optional<byte[]> file = file(loader, className);
    file.filter(f -> isTyped(className, loader)).ifPresent(f -> remember(loader, className, f));
    return file;
  }

  private boolean isTyped(String className, ClassLoader loader) {
    try {
      return isTyped(Class.forName(className, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private synchronized void remember(ClassLoader loader, String className, byte[] file) {
    served.computeIfAbsent(loader, l -> new HashMap<>()).put(className, file);
  }

  /** The class file of a class as its loader has it now. */
  static Optional<byte[]> file(ClassLoader loader, String className) {
    try (InputStream in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
