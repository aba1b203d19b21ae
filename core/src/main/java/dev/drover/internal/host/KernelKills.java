package dev.drover.internal.host;

import java.nio.file.Path;

/**
 * How many processes the kernel has killed so far for lack of memory: what tells such a kill from one by a person, since both are
 * a SIGKILL. It counts the whole machine, so a kill elsewhere at the same time is taken for one of ours.
 */
public final class KernelKills {
  private static final String KEY = "oom_kill ";

  private final HostFiles files;

  KernelKills(HostFiles files) {
    this.files = files;
  }

  /**
   * Of this machine.
   *
   * @return the counter
   */
  public static KernelKills ofThisMachine() {
    return new KernelKills(new HostFiles(Path.of("/")));
  }

  /**
   * The number at this moment.
   *
   * @return 0 where the system does not tell
   */
  public long count() {
    return files.lines(files.at("/proc/vmstat")).stream()
        .filter(line -> line.startsWith(KEY))
        .map(line -> HostFiles.number(line.substring(KEY.length()).strip()))
        .mapToLong(n -> n.orElse(0))
        .findFirst()
        .orElse(0);
  }
}
