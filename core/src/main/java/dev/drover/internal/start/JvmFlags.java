package dev.drover.internal.start;

import java.nio.channels.spi.SelectorProvider;
import java.util.List;
import java.util.regex.Pattern;

/** What JVMs of workers have in common, those that train included: a cache fits only a JVM that is set up alike. */
public final class JvmFlags {
  /** A small and quiet process, whose loops can be looked at. */
  public static final List<String> COMMON = List.of(
      "-XX:+DisplayVMOutputToStderr",
      "-XX:-UsePerfData",
      "-XX:-CreateCoredumpOnCrash",
      // What compilers have taken goes back to the system some seconds after they have ended, and not never: 7 MB of 40.
      "-XX:TrimNativeHeapInterval=5000",
      // Without these a long loop can't be looked at, and holds up every other thread of the process.
      "-XX:+UseCountedLoopSafepoints",
      "-XX:LoopStripMiningIter=1000",
      "-Xlog:disable",
      "-Xlog:all=error:stderr",
      // A cache that doesn't fit is passed over in silence.
      "-Xlog:aot*=off",
      "-Xlog:cds*=off",
      "--enable-native-access=ALL-UNNAMED");

  /**
   * For a JVM that starts from a cache, and for the one that makes it, so that a JDK that doesn't know them makes none. The cache
   * is mapped at the address that it was made for: if that is taken the JVM moves it, which otherwise it does each time. And what
   * was compiled in training is not compiled at once: where many workers start, the cores have more urgent things to do.
   */
  public static final List<String> WITH_CACHE = List.of(
      "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-XX:-AOTReplayTraining");

  /** The collector of workers, unless the user wants another one. */
  public static final String COLLECTOR = "-XX:+UseSerialGC";

  /**
   * Who provides sockets: the JDK, if it does so here. A worker that isn't told looks into every jar of its class path for
   * somebody else before it opens its connection.
   *
   * @return one flag or none
   */
  public static List<String> sockets() {
    Class<?> provider = SelectorProvider.provider().getClass();
    return provider.getModule().equals(Object.class.getModule())
        ? List.of("-Djava.nio.channels.spi.SelectorProvider=" + provider.getName())
        : List.of();
  }

  /** What a user may set without changing how classes are found, linked or laid out. */
  private static final Pattern HARMLESS = Pattern.compile(
      "-D(?!java\\.|jdk\\.|sun\\.).*|-Xlog:.*|-X(mx|ms|mn|ss)\\d.*"
          + "|-XX:(MaxMetaspaceSize|MaxDirectMemorySize|ReservedCodeCacheSize)=.*");

  private JvmFlags() {}

  /** Whether a JVM with these arguments beside the common ones can start from a cache. */
  static boolean fitCache(List<String> jvmArgs) {
    return jvmArgs.stream().allMatch(arg -> HARMLESS.matcher(arg).matches());
  }
}
