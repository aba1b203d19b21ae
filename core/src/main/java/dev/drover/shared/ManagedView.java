package dev.drover.shared;

/** Something in a process that has a proxy of an object of a manager behind it. */
interface ManagedView {
  Object proxy();

  /** What users have for a proxy. */
  static Object of(Object proxy) {
    return switch (proxy) {
      case ManagedCollections.MapObject<?, ?> map -> new ManagedMap<>(map);
      case ManagedCollections.ListObject<?> list -> new ManagedList<>(list);
      case ManagedCollections.SetObject<?> set -> new ManagedSet<>(set);
      default -> proxy;
    };
  }
}
