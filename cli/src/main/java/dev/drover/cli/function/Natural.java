package dev.drover.cli.function;

/** What inputs are before a function's parameter asks for something else. */
public enum Natural {
  /** Lines and arguments. */
  TEXT("java.lang.String", String.class),
  /** Files. */
  PATH("java.nio.file.Path", java.nio.file.Path.class),
  /** Numbers of a range. */
  NUMBER("java.lang.Long", Long.class);

  private final String javaName;
  private final Class<?> type;

  Natural(String javaName, Class<?> type) {
    this.javaName = javaName;
    this.type = type;
  }

  String javaName() {
    return javaName;
  }

  Class<?> type() {
    return type;
  }
}
