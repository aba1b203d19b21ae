package dev.drover.internal.codec;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.classfile.attribute.LineNumberTableAttribute;
import java.lang.reflect.AccessFlag;
import java.util.Optional;
import java.util.stream.Stream;

/** A function that is a class without a name: an anonymous one of Java, or a lambda of Kotlin. For messages. */
final class FunctionClass {
  private static final String TASKS = "dev.drover.task.";

  private FunctionClass() {}

  /** Whether a class is one, and its fields are what it captures. */
  static boolean isOne(Class<?> c) {
    boolean nameless = c.isAnonymousClass() || c.isSynthetic() || c.getSimpleName().matches("\\d*|.*\\$\\d+");
    return nameless && Stream.of(c.getInterfaces()).anyMatch(i -> i.getName().startsWith(TASKS));
  }

  /** {@code the function at Foo.java:12}, as far as it is known. */
  static String place(Class<?> c) {
    Optional<ClassModel> model = Optional.ofNullable(c.getClassLoader())
        .flatMap(loader -> ParentClasses.file(loader, c.getName()))
        .map(f -> ClassFile.of().parse(f));
    Optional<String> file =
        model.flatMap(m -> m.findAttribute(Attributes.sourceFile())).map(a -> a.sourceFile().stringValue());
    return "the function" + file.map(f -> " at " + f + model.flatMap(FunctionClass::line).map(l -> ":" + l).orElse("")).orElse("");
  }

  /** The first line of its body. */
  private static Optional<Integer> line(ClassModel model) {
    return model.methods().stream()
        .filter(m -> !m.methodName().equalsString("<init>") && !m.methodName().equalsString("<clinit>"))
        .filter(m -> !m.flags().has(AccessFlag.BRIDGE))
        .flatMap(m -> lines(m).stream())
        .flatMap(t -> t.lineNumbers().stream().map(LineNumberInfo::lineNumber))
        .min(Integer::compare);
  }

  private static Optional<LineNumberTableAttribute> lines(MethodModel method) {
    return method.findAttribute(Attributes.code()).flatMap(code -> code.findAttribute(Attributes.lineNumberTable()));
  }
}
