package dev.drover.internal.backend.process;

import dev.drover.internal.codec.Modules;
import dev.drover.internal.host.ThisJvm;
import dev.drover.internal.start.AotCache.Trained;
import dev.drover.internal.start.JvmFlags;
import dev.drover.spi.Launcher;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command line of a worker: this JVM, this class path, flags for a small and quiet process. */
final class WorkerCommand {
  /** Also by this the janitor knows the workers of a folder. */
  static final String ERROR_FILE = "-XX:ErrorFile=";

  /** What a task starts can be told by its session, and a key pressed at the terminal means the parent only. */
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** Whether workers lead sessions from their start; a worker can see to it itself, but that costs it some milliseconds. */
  static final boolean LEADS_SESSION = Files.isExecutable(SETSID);

  /** By name: nothing of the parent refers to what runs in the child. */
  private static final String MAIN = "dev.drover.internal.worker.WorkerMain";

  /** Some systems take no longer command lines. */
  private static final int LONGEST_CLASS_PATH = 16_000;

  private final List<String> jvmArgs;
  private final int slots;
  private final long heap;
  private final Base base;
  private final Optional<Trained> trained;

  WorkerCommand(List<String> jvmArgs, int slots, long heap, Base base) {
    this.jvmArgs = jvmArgs;
    this.slots = slots;
    this.heap = heap;
    this.base = base;
    this.trained = base.trained(jvmArgs);
  }

  Recipe recipe(RunDirectory directory) throws IOException {
    return recipe(directory, List.of());
  }

  /** With flags that only one worker gets. */
  Recipe recipe(RunDirectory directory, List<String> own) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ThisJvm.program().toString());
    command.addAll(flags(directory));
    command.addAll(jvmArgs);
    command.addAll(own);
    command.addAll(classPathArguments(directory));
    command.add(MAIN);
    return new Recipe(wrapped(command), heap, trained.isPresent(), Carrier.wantsRings());
  }

  private static List<String> wrapped(List<String> command) {
    Optional<Launcher> launcher = ServiceLoader.load(Launcher.class).findFirst();
    List<String> all = new ArrayList<>(launcher.isPresent() ? launcher.get().wrap(command) : command);
    if (LEADS_SESSION) {
      all.addFirst(SETSID.toString());
    }
    return all;
  }

  private List<String> flags(RunDirectory directory) {
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / slots);
    List<String> flags = new ArrayList<>(JvmFlags.COMMON);
    flags.addAll(JvmFlags.sockets());
    flags.add("-Xmx" + heap);
    flags.add("-XX:ActiveProcessorCount=" + cores);
    flags.add(ERROR_FILE + directory.path().resolve("hs_err_%p.log"));
    trained.ifPresent(t -> {
      flags.add("-XX:AOTCache=" + t.cache());
      flags.addAll(JvmFlags.WITH_CACHE);
    });
    if (jvmArgs.stream().noneMatch(a -> a.matches("-XX:\\+Use\\w+GC"))) {
      flags.add(JvmFlags.COLLECTOR);
    }
    Stream.of("stdout.encoding", "stderr.encoding", "file.encoding")
        .forEach(name -> property(name).ifPresent(value -> flags.add("-D" + name + "=" + value)));
    property("jdk.module.path").ifPresent(_ -> flags.add("-D" + Modules.IN_PARENT + "=true"));
    return flags;
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).filter(v -> !v.isEmpty());
  }

  private List<String> classPathArguments(RunDirectory directory) throws IOException {
    String path = String.join(File.pathSeparator, classPath());
    if (path.length() <= LONGEST_CLASS_PATH) {
      return List.of("-cp", path);
    }
    String arguments = "-cp \"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    return List.of("@" + directory.arguments(arguments));
  }

  private Set<String> classPath() {
    Set<String> entries = new LinkedHashSet<>();
    entries.add(trained.map(Trained::classes).orElse(base.classes()).toString());
    Stream.concat(paths("java.class.path"), paths("jdk.module.path").flatMap(WorkerCommand::withModules))
        .forEach(entry -> entries.add(entry.toAbsolutePath().toString()));
    return entries;
  }

  private static Stream<Path> paths(String property) {
    return property(property).stream()
        .flatMap(text -> Stream.of(text.split(Pattern.quote(File.pathSeparator))))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(Files::exists);
  }

  /** A folder of the module path may hold modules instead of being one. */
  private static Stream<Path> withModules(Path entry) {
    if (!Files.isDirectory(entry)) {
      return Stream.of(entry);
    }
    try (Stream<Path> inside = Files.list(entry)) {
      List<Path> modules = inside.filter(WorkerCommand::isModule).toList();
      return Stream.concat(Stream.of(entry), modules.stream());
    } catch (IOException e) {
      return Stream.of(entry);
    }
  }

  private static boolean isModule(Path path) {
    return path.toString().endsWith(".jar") || Files.exists(path.resolve("module-info.class"));
  }
}
