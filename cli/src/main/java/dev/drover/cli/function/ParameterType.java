package dev.drover.cli.function;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The types that a function's parameter may have, and how an input becomes one. Its expressions read {@code input}. */
enum ParameterType {
  STRING(String.class, "input", "input.toString()", "input.toString()"),
  PATH(java.nio.file.Path.class, "", "input", ""),
  LONG(long.class, "Long.parseLong(input.strip())", "", "input"),
  BOXED_LONG(Long.class, "Long.valueOf(input.strip())", "", "input"),
  INT(int.class, "Integer.parseInt(input.strip())", "", "Math.toIntExact(input)"),
  BOXED_INT(Integer.class, "Integer.valueOf(input.strip())", "", "Math.toIntExact(input)"),
  DOUBLE(double.class, "Double.parseDouble(input.strip())", "", "input.doubleValue()"),
  BOXED_DOUBLE(Double.class, "Double.valueOf(input.strip())", "", "input.doubleValue()"),
  BIG_INTEGER(
      java.math.BigInteger.class,
      "new java.math.BigInteger(input.strip())",
      "",
      "java.math.BigInteger.valueOf(input)"),
  BIG_DECIMAL(
      java.math.BigDecimal.class,
      "new java.math.BigDecimal(input.strip())",
      "",
      "java.math.BigDecimal.valueOf(input)"),
  URI(java.net.URI.class, "java.net.URI.create(input.strip())", "", ""),
  FILE(java.io.File.class, "", "input.toFile()", ""),
  OBJECT(Object.class, "input", "input", "input");

  private static final List<ParameterType> FOR_TEXT = List.of(
      STRING, OBJECT, LONG, BOXED_LONG, INT, BOXED_INT, DOUBLE, BOXED_DOUBLE, BIG_INTEGER, BIG_DECIMAL, URI, PATH,
      FILE);
  private static final List<ParameterType> FOR_PATH = List.of(PATH, FILE, OBJECT, STRING, URI);
  private static final List<ParameterType> FOR_NUMBER = List.of(
      LONG, BOXED_LONG, INT, BOXED_INT, DOUBLE, BOXED_DOUBLE, BIG_INTEGER, BIG_DECIMAL, OBJECT, STRING);

  private final Class<?> type;
  private final String fromText;
  private final String fromPath;
  private final String fromNumber;

  ParameterType(Class<?> type, String fromText, String fromPath, String fromNumber) {
    this.type = type;
    this.fromText = fromText;
    this.fromPath = fromPath;
    this.fromNumber = fromNumber;
  }

  /** As it is typed: {@code long}, {@code Path}. */
  String shortName() {
    return type.getSimpleName();
  }

  String javaName() {
    return type.getName();
  }

  /** The type with that name, short or in full. */
  static Optional<ParameterType> named(String name) {
    return Arrays.stream(values())
        .filter(t -> t.shortName().equals(name) || t.javaName().equals(name))
        .findFirst();
  }

  static Optional<ParameterType> of(Class<?> type) {
    return Arrays.stream(values()).filter(t -> t.type == type).findFirst();
  }

  /** The types a function may ask for if the inputs are of that kind, the best first. */
  static List<ParameterType> preferredFor(Natural natural) {
    return switch (natural) {
      case TEXT -> FOR_TEXT;
      case PATH -> Stream.concat(FOR_PATH.stream(), FOR_TEXT.stream()).distinct().toList();
      case NUMBER -> FOR_NUMBER;
    };
  }

  /** The type of a parameter that was typed without one. */
  static ParameterType inferredFrom(Natural natural) {
    return preferredFor(natural).getFirst();
  }

  /** What the inputs have to be for this parameter: a range stays one; files are for those who want files. */
  Natural naturalGiven(Natural found) {
    if (found == Natural.NUMBER || this == OBJECT) {
      return found;
    }
    return this == PATH || this == FILE ? Natural.PATH : Natural.TEXT;
  }

  /** The Java expression that makes one out of {@code input}; empty if there is no way. */
  Optional<String> expression(Natural from) {
    String text =
        switch (from) {
          case TEXT -> fromText;
          case PATH -> fromPath;
          case NUMBER -> fromNumber;
        };
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  static String namesOfAll() {
    return String.join(", ", Arrays.stream(values()).map(ParameterType::shortName).toList());
  }
}
