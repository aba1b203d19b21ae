package dev.drover.internal.codec;

import java.io.Serializable;
import java.util.Optional;

/**
 * What the module system keeps from Drover. A module that opens nothing closes its records to reflection in the parent; a
 * worker has the same classes on its class path, where nothing is closed. So where the parent has a module path, a worker
 * writes a Serializable record the way that needs no reflection to read.
 */
public final class Modules {
  /** The system property that is {@code true} in a worker whose parent has a module path. */
  public static final String IN_PARENT = "drover.parent.modules";

  private static final boolean PARENT_HAS_THEM = Boolean.getBoolean(IN_PARENT);

  private Modules() {}

  /** Whether the record may be closed to reflection on the other side, which can read it by JDK serialisation only. */
  static boolean closedToParent(Class<?> record) {
    return PARENT_HAS_THEM && Serializable.class.isAssignableFrom(record);
  }

  /** How to make a record travel whose package is closed here; empty if it is not. */
  static Optional<String> wayOut(Class<?> record) {
    boolean open = !record.isRecord() || record.getModule().isOpen(record.getPackageName(), Modules.class.getModule());
    return open
        ? Optional.empty()
        : Optional.of("module %s does not open its package: let the record implement Serializable, or write 'opens %s to dev.drover'"
            .formatted(record.getModule().getName(), record.getPackageName()));
  }
}
