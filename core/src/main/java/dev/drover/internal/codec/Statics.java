package dev.drover.internal.codec;

import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The statics that go along with typed code.
 *
 * <p>A variable typed in JShell is a static field of a class that JShell made, set when the line ran. A worker that
 * loads this class would find 0 in it. So while a value is encoded this object is told of the code in it; afterwards
 * it follows that code, and writes the present values of the statics that are read before the value itself. Those
 * values may bring more code, so this goes on until there is no more. What can't be sent is refused by name, never
 * left out. For one thread and one payload; in the parent only.
 */
final class Statics implements Code {
  private final ParentClasses classes;
  private final Set<Field> fields = new LinkedHashSet<>(0);
  private final Set<Class<?>> typed = new LinkedHashSet<>(0);
  private final List<SerializedLambda> functions = new ArrayList<>(0);
  private boolean outdated;

  Statics(ParentClasses classes) {
    this.classes = classes;
  }

  @Override
  public void named(Class<?> type) {
    if (classes.isTyped(type)) {
      typed.add(type);
    }
  }

  @Override
  public void met(Class<?> type) {
    if (!type.isArray() && classes.isTyped(type)) {
      fields.addAll(Walks.ofInstance(classes, type).fields());
    }
  }

  @Override
  public void met(SerializedLambda function) {
    functions.add(function);
  }

  /** Whether the numbers that were written are those of loaders whose code has changed since. */
  boolean isOutdated() {
    return outdated;
  }

  /** What has to come before the value: a tag, the length of the rest, and the variables; nothing if there are none. */
  Payload prefix() throws IOException, NotEncodableException {
    followFunctions();
    if (fields.isEmpty()) {
      return Payload.empty();
    }
    Payload variables = variables();
    Sink head = new Sink();
    head.put(Tag.STATICS);
    head.putLong(variables.size());
    return Payload.joined(head.payload(), variables);
  }

  private Payload variables() throws NotEncodableException {
    Encoder to = new Encoder(classes, this);
    Set<Field> written = new LinkedHashSet<>();
    while (written.size() < fields.size()) {
      for (Field f : List.copyOf(fields)) {
        if (written.add(f)) {
          variable(f, to);
        }
      }
      followFunctions();
    }
    to.out.put(0);
    return to.out.payload();
  }

  private void followFunctions() {
    for (SerializedLambda f : List.copyOf(functions)) {
      String capturing = f.getCapturingClass().replace('/', '.');
      typed.stream().filter(c -> c.getName().equals(capturing)).forEach(c -> follow(f, c));
    }
    functions.clear();
  }

  private void follow(SerializedLambda function, Class<?> capturing) {
    try {
      String owner = function.getImplClass().replace('/', '.');
      Reads reads =
          Walks.ofMethod(
              classes,
              Class.forName(owner, false, capturing.getClassLoader()),
              function.getImplMethodName(),
              function.getImplMethodSignature());
      outdated |= reads.renewed(classes);
      fields.addAll(reads.fields());
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(e.getMessage());
    }
  }

  private void variable(Field f, Encoder to) throws NotEncodableException {
    Object value = null;
    try {
      f.setAccessible(true);
      value = f.get(null);
      to.out.put(1);
      to.name(f.getDeclaringClass());
      Scalars.chars(f.getName(), to.out);
      to.value(value);
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError | StackOverflowError e) {
      throw refused(f, Explanation.of(value, e));
    }
  }

  private static NotEncodableException refused(Field f, Exception e) {
    String culprit = "variable '%s' (%s)".formatted(f.getName(), f.getType().getTypeName());
    return new NotEncodableException(
        culprit,
        "%s is read by the function, but its value can't travel to another process: %s; make it inside the function,"
            .formatted(culprit, e.getMessage())
            + " or pass the function what it is made from",
        e);
  }

  /** Sets the variables that a payload begins with. */
  static void read(Decoder from) throws IOException, ReflectiveOperationException {
    while (from.in.get() != 0) {
      Class<?> owner = from.type();
      Field f = owner.getDeclaredField(Scalars.chars(from.in));
      f.setAccessible(true);
      f.set(null, from.value());
    }
  }
}
