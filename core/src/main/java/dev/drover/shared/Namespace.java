package dev.drover.shared;

import java.util.Optional;
import java.util.Set;

/** Values by name. One call at a time. */
public interface Namespace {
  /**
   * A value.
   *
   * @param name of it
   * @return a copy
   * @throws IllegalArgumentException if there is none
   */
  Object get(String name);

  /**
   * A value.
   *
   * @param name of it
   * @return a copy; empty if there is none
   */
  Optional<Object> find(String name);

  /**
   * Sets a value.
   *
   * @param name of it
   * @param value not null
   */
  void set(String name, Object value);

  /**
   * Removes a value.
   *
   * @param name of it
   * @return whether it was there
   */
  boolean remove(String name);

  /**
   * The names of all values.
   *
   * @return sorted
   */
  Set<String> names();
}
