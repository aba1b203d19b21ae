package dev.drover.internal.engine;

import dev.drover.spi.Backend;
import dev.drover.spi.BackendProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds backends by name. */
final class Backends {
  private Backends() {}

  static BackendProvider find(String name) {
    return all().filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "there is no backend '%s'; those on the class path are: %s".formatted(name, String.join(", ", names()))));
  }

  static List<String> names() {
    return Stream.concat(Stream.of("auto"), all().map(BackendProvider::name).sorted(Comparator.naturalOrder()))
        .toList();
  }

  /** The loader of this class has the built-in ones, that of the thread perhaps those of the application. */
  private static Stream<BackendProvider> all() {
    ClassLoader own = Backend.class.getClassLoader();
    ClassLoader context = Optional.ofNullable(Thread.currentThread().getContextClassLoader()).orElse(own);
    Stream<BackendProvider> built = load(own);
    return context == own ? built : Stream.concat(built, load(context)).distinct();
  }

  private static Stream<BackendProvider> load(ClassLoader loader) {
    return ServiceLoader.load(BackendProvider.class, loader).stream().map(ServiceLoader.Provider::get);
  }
}
