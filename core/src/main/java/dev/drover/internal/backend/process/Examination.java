package dev.drover.internal.backend.process;

import dev.drover.internal.host.ControlGroup;
import dev.drover.internal.host.Debugger;
import dev.drover.internal.host.Memory;
import dev.drover.internal.host.MemoryBudget;
import dev.drover.internal.host.ProcessStat;
import dev.drover.internal.host.ThisJvm;
import dev.drover.spi.Finding;
import dev.drover.task.ByteSize;
import dev.drover.task.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What worker processes would meet on this machine, and what is planned for them. */
final class Examination {
  private static final Path ROOT = Path.of("/");

  private static final long GIB = 1L << 30;

  private final PoolOptions options;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final int workers;

  Examination(PoolOptions options) {
    this.options = options;
    this.workers = options.workers().orElse(cores);
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>(List.of(jdk(), cores(), memory(), limits(), debugger()));
    Stream.of("/dev/shm", System.getProperty("java.io.tmpdir", "/tmp")).map(Examination::folder).forEach(all::add);
    all.addAll(runDirectory());
    all.add(workers());
    all.add(heap());
    options.upkeep().residentLimit().map(this::residentLimit).ifPresent(all::add);
    return all;
  }

  private static Finding jdk() {
    Path java = ThisJvm.program();
    String text = "%s, %s".formatted(Runtime.version(), java);
    return Files.isExecutable(java)
        ? Finding.good("jdk", text)
        : Finding.bad("jdk", text + " can't be run; use a complete JDK or JRE");
  }

  private Finding cores() {
    ControlGroup group = ControlGroup.of(ROOT);
    String quota = group.cores().isPresent() ? "quota %.2f cores".formatted(group.cores().getAsDouble()) : "no quota";
    String set = group.processors().isPresent() ? ", cpuset of " + group.processors().getAsInt() : "";
    return Finding.good("cores", "%d for this process (%s%s)".formatted(cores, quota, set));
  }

  private static Finding memory() {
    Memory memory = Memory.of(ROOT);
    return Finding.good("memory", "%s in the machine, %s available, %s for this control group".formatted(
        size(memory.machine(), "unknown"), size(memory.available(), "unknown"), size(memory.limit(), "no limit")));
  }

  private static String size(OptionalLong bytes, String otherwise) {
    return bytes.isPresent() ? size(bytes.getAsLong()) : otherwise;
  }

  private static String size(long bytes) {
    return bytes < GIB ? "%d MiB".formatted(bytes >> 20) : "%.1f GiB".formatted((double) bytes / GIB);
  }

  private static Finding limits() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
      return Finding.good("limits", lines.filter(l -> l.matches("Max (processes|open files|address space) .*"))
          .map(l -> l.split("\\s{2,}"))
          .map(columns -> columns[0].substring("Max ".length()) + " " + columns[1])
          .collect(Collectors.joining(", ")));
    } catch (IOException | UncheckedIOException noProc) {
      return Finding.good("limits", "not told by this system");
    }
  }

  private static Finding debugger() {
    return Finding.good("debugger", Debugger.isAttached() ? "attached to this process: timeouts are off" : "none");
  }

  private static Finding folder(String name) {
    Path folder = Path.of(name);
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return Finding.good(name, "can't be written");
    }
    try {
      return Finding.good(name, size(Files.getFileStore(folder).getUsableSpace()) + " free");
    } catch (IOException e) {
      return Finding.good(name, "can be written");
    }
  }

  private static List<Finding> runDirectory() {
    RunDirectory directory;
    try {
      directory = RunDirectory.acquire();
    } catch (UncheckedIOException e) {
      return List.of(Finding.bad("run folder", String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage())));
    }
    try {
      return List.of(
          Finding.good("run folder", directory.path().toString()),
          socket(directory.socket()),
          Training.look(directory.path()));
    } finally {
      directory.release();
    }
  }

  private static Finding socket(Path path) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return Finding.good("socket", "connected to " + channel.getRemoteAddress());
    } catch (IOException | UnsupportedOperationException e) {
      return Finding.bad("socket", "%s: %s; workers need Unix-domain sockets".formatted(path, e));
    }
  }

  private Finding workers() {
    String why = options.workers().isPresent() ? "asked for" : "one for each core";
    return Finding.good("workers", "%d, %s; each with %d of the cores"
        .formatted(workers, why, Math.max(1, cores / workers)));
  }

  private Finding residentLimit(ByteSize limit) {
    String text = "%s for each worker with all that it starts, %s for all".formatted(
        size(limit.bytes()), size(limit.bytes() * workers));
    return ProcessStat.isThere()
        ? Finding.good("resident limit", text)
        : Finding.bad("resident limit", text + "; it can't be kept, since this system has no /proc");
  }

  private Finding heap() {
    long machine = MemoryBudget.ofThisProcess().total();
    long parent = Runtime.getRuntime().maxMemory();
    long heap = HeapPlan.usual(options, workers);
    String why = options.memory().isPresent() ? "asked for" : "planned from %s beside %s for this process"
        .formatted(size(machine), size(parent));
    String fit = MemoryPlan.fits(machine, parent, workers, heap)
        ? "; all together fit"
        : "; if all fill it they do not fit: use fewer workers or less memory for each";
    return Finding.good("heap", "%s for each worker, %s%s".formatted(size(heap), why, fit));
  }
}
