package dev.drover.shared;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The counter and the namespace of a {@link Manager}, in the manager. */
final class ManagedValues {
  private ManagedValues() {}

  /** Thread-safe. */
  static final class CounterHere implements Counter {
    private final AtomicLong value;

    CounterHere(long first) {
      this.value = new AtomicLong(first);
    }

    @Override
    public long get() {
      return value.get();
    }

    @Override
    public void set(long to) {
      value.set(to);
    }

    @Override
    public long add(long delta) {
      return value.addAndGet(delta);
    }

    @Override
    public boolean compareAndSet(long expected, long to) {
      return value.compareAndSet(expected, to);
    }
  }

  /** For one call at a time. */
  static final class NamespaceHere implements Namespace {
    private final Map<String, Object> values = new LinkedHashMap<>();

    @Override
    public Object get(String name) {
      return find(name).orElseThrow(() -> new IllegalArgumentException(
          "the namespace has no '%s', but %s".formatted(name, new TreeSet<>(values.keySet()))));
    }

    @Override
    public Optional<Object> find(String name) {
      return Optional.ofNullable(values.get(requireNonNull(name, "name")));
    }

    @Override
    public void set(String name, Object value) {
      values.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    }

    @Override
    public boolean remove(String name) {
      return values.remove(name) != null;
    }

    @Override
    public Set<String> names() {
      return new TreeSet<>(values.keySet());
    }
  }
}
