package dev.drover.internal.worker;

import dev.drover.internal.ipc.wire.Environment;
import dev.drover.internal.ipc.wire.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker is told when it starts. It comes through the environment, since everybody may read the arguments of a
 * process.
 *
 * @param worker its number in the parent's run
 * @param socket where the parent listens
 * @param status the mapped file
 * @param rings the file of rings, if there are any
 * @param out the file behind descriptor 1
 * @param err the file behind descriptor 2
 * @param secret what to show
 * @param leadsSession whether it was made the leader of a session when it was started
 */
record Settings(
    int worker, Path socket, Path status, Optional<Path> rings, Path out, Path err, Secret secret,
    boolean leadsSession) {
  static Settings of(Map<String, String> environment) {
    return new Settings(
        Integer.parseInt(get(environment, Environment.WORKER)),
        Path.of(get(environment, Environment.SOCKET)),
        Path.of(get(environment, Environment.STATUS)),
        environment.containsKey(Environment.RINGS)
            ? Optional.of(Path.of(get(environment, Environment.RINGS)))
            : Optional.empty(),
        Path.of(get(environment, Environment.OUT)),
        Path.of(get(environment, Environment.ERR)),
        Secret.parse(get(environment, Environment.SECRET)),
        environment.containsKey(Environment.SESSION));
  }

  private static String get(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          name + " is not set; this is the main class of worker processes, which Drover starts by itself");
    }
    return value;
  }
}
