package dev.drover.internal.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lambda as its author wrote it, for messages: where it stands and what the variables are called that it captures.
 * The names come from the debug information of the method that holds its body, whose first parameters they are; what
 * is not known is not guessed.
 */
final class LambdaShape {
  /** What the name of a class made for a lambda has after that of the class in whose code it is written. */
  static final String MARK = "$$Lambda";

  private final SerializedLambda lambda;
  private final Optional<ClassModel> model;
  private final Optional<MethodModel> body;

  private LambdaShape(SerializedLambda lambda, Optional<ClassModel> model) {
    this.lambda = lambda;
    this.model = model;
    this.body = model.stream().flatMap(m -> m.methods().stream()).filter(this::isBody).findFirst();
  }

  /** Whether a class was made for a lambda or a method reference. */
  static boolean isLambda(Class<?> c) {
    return c.isHidden() && c.isSynthetic() && c.getName().contains(MARK);
  }

  /** The shape of a serializable lambda. */
  static Optional<LambdaShape> of(Object function) {
    return isLambda(function.getClass())
        ? opened(function).map(s -> new LambdaShape(s, file(function, s)))
        : Optional.empty();
  }

  /** What the lambda is written as; asking for it needs no access to its class. */
  private static Optional<SerializedLambda> opened(Object function) {
    Opener opener = null;
    try {
      opener = new Opener();
      opener.writeObject(function);
    } catch (IOException | RuntimeException seenEnough) {
      // it ends on purpose once it has what it is for
    }
    return opener == null ? Optional.empty() : Optional.ofNullable(opener.lambda);
  }

  private static Optional<ClassModel> file(Object function, SerializedLambda lambda) {
    ClassLoader own = function.getClass().getClassLoader();
    ClassLoader loader = own == null ? ClassLoader.getSystemClassLoader() : own;
    return ParentClasses.file(loader, lambda.getImplClass().replace('/', '.')).map(f -> ClassFile.of().parse(f));
  }

  private boolean isBody(MethodModel m) {
    return m.methodName().equalsString(lambda.getImplMethodName())
        && m.methodType().equalsString(lambda.getImplMethodSignature());
  }

  SerializedLambda lambda() {
    return lambda;
  }

  int captured() {
    return lambda.getCapturedArgCount();
  }

  @Nullable Object captured(int i) {
    return lambda.getCapturedArg(i);
  }

  /** How the captured variable is called: {@code conn}, {@code this}, or by its place where nobody wrote it down. */
  String name(int i) {
    boolean isStatic = lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
    if (isReference()) {
      return "the object before ::";
    }
    if (!isStatic && i == 0) {
      return "this";
    }
    return nameAt(slot(isStatic ? i : i - 1, isStatic ? 0 : 1)).orElse("captured value " + (i + 1));
  }

  private int slot(int parameter, int first) {
    return first
        + body.stream()
            .flatMap(m -> m.methodTypeSymbol().parameterList().subList(0, parameter).stream())
            .mapToInt(type -> type.descriptorString().matches("[JD]") ? 2 : 1)
            .sum();
  }

  private Optional<String> nameAt(int slot) {
    return code()
        .flatMap(c -> c.findAttribute(Attributes.localVariableTable()))
        .stream()
        .flatMap(t -> t.localVariables().stream())
        .filter(v -> v.slot() == slot && v.startPc() == 0)
        .map(v -> v.name().stringValue())
        .findFirst();
  }

  private Optional<CodeAttribute> code() {
    return body.flatMap(m -> m.findAttribute(Attributes.code()));
  }

  /** {@code the function at Foo.java:12}, as far as it is known. */
  String place() {
    return isReference() ? reference() : body();
  }

  private boolean isReference() {
    return !lambda.getImplMethodName().startsWith("lambda$");
  }

  /** The line of a reference is not written down anywhere; the class that has it is. */
  private String reference() {
    return "the method reference %s::%s in %s".formatted(
        simple(lambda.getImplClass()), lambda.getImplMethodName(), simple(lambda.getCapturingClass()));
  }

  private static String simple(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
  }

  private String body() {
    Optional<String> file =
        model.flatMap(m -> m.findAttribute(Attributes.sourceFile())).map(a -> a.sourceFile().stringValue());
    Optional<Integer> line =
        code()
            .flatMap(c -> c.findAttribute(Attributes.lineNumberTable()))
            .flatMap(t -> t.lineNumbers().stream().map(LineNumberInfo::lineNumber).min(Integer::compare));
    return "the function" + file.map(f -> " at " + f + line.map(l -> ":" + l).orElse("")).orElse("");
  }

  /** Looks at what a lambda is written as and writes nothing. */
  private static final class Opener extends ObjectOutputStream {
    private @Nullable SerializedLambda lambda;

    Opener() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object value) throws IOException {
      if (value instanceof SerializedLambda s) {
        lambda = s;
      }
      throw new IOException("nothing has to be written");
    }
  }
}
