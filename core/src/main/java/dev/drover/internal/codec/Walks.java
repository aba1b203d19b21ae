package dev.drover.internal.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The walks that were done, kept with the class they began in for as long as that lives. What was found is kept, never
 * the values.
 */
final class Walks {
  private record Method(String name, String descriptor) {}

  /** Begins the key of all instance methods together; no method is called that. */
  private static final Method ALL = new Method("", "");

  private static final ClassValue<Map<Method, Reads>> DONE =
      new ClassValue<>() {
        @Override
        protected Map<Method, Reads> computeValue(Class<?> c) {
          return new ConcurrentHashMap<>();
        }
      };

  private Walks() {}

  /** What the methods of an instance read; not looked at again, since there may be millions of instances. */
  static Reads ofInstance(ParentClasses classes, Class<?> c) {
    return DONE.get(c).computeIfAbsent(ALL, m -> CodeWalk.ofInstance(classes, c));
  }

  /** What a function reads, as its code is now. */
  static Reads ofMethod(ParentClasses classes, Class<?> owner, String name, String descriptor) {
    return DONE.get(owner)
        .compute(
            new Method(name, descriptor),
            (m, before) ->
                before != null && before.isCurrent(classes)
                    ? before
                    : CodeWalk.ofMethod(classes, owner, name, descriptor));
  }
}
