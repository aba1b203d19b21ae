package dev.drover.internal.codec;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What JDK serialisation may bring in. Lengths are held against the bytes that are there, nesting is bounded, and
 * classes that are known for running code while they are read are refused. Lambdas pass: code that is sent is
 * trusted, what is kept out here is data that turns into code. The filter of the whole process ({@code
 * jdk.serialFilter}), if there is one, has its say too. For one thread.
 */
final class Dangerous implements ObjectInputFilter {
  /** Deeper than any stack holds, so it only ends what would end in a stack overflow anyway. */
  private static final long DEEPEST = 5_000;

  /** Hash tables announce the array that they are going to make: up to four times what they hold, and never tiny. */
  private static final int TABLE_FACTOR = 4;

  private static final int SMALL_TABLE = 64;

  private static final List<String> REFUSED =
      List.of(
          "bsh.",
          "clojure.core$",
          "com.mchange.v2.c3p0.",
          "com.sun.",
          "groovy.util.Expando",
          "java.rmi.",
          "javax.management.",
          "javax.naming.",
          "javax.script.",
          "jdk.internal.",
          "org.apache.commons.beanutils.BeanComparator",
          "org.apache.commons.collections.functors.",
          "org.apache.commons.collections4.functors.",
          "org.apache.xalan.",
          "org.codehaus.groovy.runtime.ConvertedClosure",
          "org.codehaus.groovy.runtime.MethodClosure",
          "org.python.core.",
          "org.springframework.beans.factory.ObjectFactory",
          "sun.");

  /** What ordinary values turn out to be: a time zone, and the path or memory segment that a stand-in becomes. */
  private static final List<String> ALLOWED = List.of("sun.util.calendar.", "sun.nio.fs.", "jdk.internal.foreign.");

  private final Source in;
  private final @Nullable ObjectInputFilter everywhere = ObjectInputFilter.Config.getSerialFilter();
  private Optional<String> refusal = Optional.empty();

  Dangerous(Source in) {
    this.in = in;
  }

  /** Whether a class may be in a stream, judged by its name. */
  static boolean isRefused(String className) {
    return REFUSED.stream().anyMatch(className::startsWith) && ALLOWED.stream().noneMatch(className::startsWith);
  }

  /** What was refused and why, if anything was. */
  Optional<String> refusal() {
    return refusal;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    refusal = judge(info, info.serialClass());
    return refusal.isPresent() ? Status.REJECTED : Status.UNDECIDED;
  }

  private Optional<String> judge(FilterInfo info, @Nullable Class<?> c) {
    if (c != null && isRefused(element(c).getName())) {
      return Optional.of("class %s is refused: it can run code while it is read".formatted(c.getName()));
    }
    if (info.arrayLength() > capacity(c)) {
      return Optional.of(
          "an array of %d elements is announced in data of %d bytes".formatted(info.arrayLength(), in.size()));
    }
    if (info.depth() > DEEPEST) {
      return Optional.of("data nested in more than %d levels".formatted(DEEPEST));
    }
    boolean rejected = everywhere != null && everywhere.checkInput(info) == Status.REJECTED;
    return rejected ? Optional.of("jdk.serialFilter rejects " + (c == null ? "the data" : c)) : Optional.empty();
  }

  private long capacity(@Nullable Class<?> c) {
    boolean table = c == Map.Entry[].class || c == Object[].class;
    return table ? Math.max(SMALL_TABLE, TABLE_FACTOR * in.size()) : in.size();
  }

  private static Class<?> element(Class<?> c) {
    Class<?> element = c;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }
}
