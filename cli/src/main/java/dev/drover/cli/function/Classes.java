package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds classes as they are typed. */
final class Classes {
  private Classes() {}

  /** By name in full, or short if the default imports have it; a nested class after a dot. */
  static Optional<Class<?>> find(String name, ClassLoader loader) {
    return Stream.concat(Stream.of(name), GeneratedSource.importedPackages().map(p -> p + "." + name))
        .flatMap(Classes::nestings)
        .flatMap(full -> load(full, loader).stream())
        .findFirst();
  }

  /** {@code a.B.C} is also {@code a.B$C}. */
  private static Stream<String> nestings(String name) {
    List<String> all = new ArrayList<>();
    String nested = name;
    all.add(nested);
    for (int dot = nested.lastIndexOf('.'); dot > 0; dot = nested.lastIndexOf('.')) {
      nested = nested.substring(0, dot) + "$" + nested.substring(dot + 1);
      all.add(nested);
    }
    return all.stream();
  }

  private static Optional<Class<?>> load(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return Optional.empty();
    } catch (UnsupportedClassVersionError e) {
      throw Problem.usage("class %s needs a newer Java than this one: %s; compile it for Java %d or run a newer one"
          .formatted(name, e.getMessage(), Runtime.version().feature()));
    }
  }
}
