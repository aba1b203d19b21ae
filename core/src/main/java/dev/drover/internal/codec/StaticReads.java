package dev.drover.internal.codec;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The statics of built classes (on a class path, in a jar) that a lambda reads and that the program may have set: they are not
 * shipped, so a worker sees what the class itself sets.
 *
 * <p>It errs on the side of silence. Code is followed within the package of the lambda, for a bounded number of methods. A field
 * that this code writes too is a cache or a counter. A field counts only if what its class sets is known: nothing, or a constant.
 * And nothing here may initialise a class: a field is read if its class made the lambda, or does nothing when it is initialised.
 * For one thread.
 */
final class StaticReads {
  private static final int MOST_METHODS = 200;

  /** A field, and what its class sets it to: a constant, or null for the default of its type. */
  record Watch(Field field, Optional<Object> initial) {
    /** What has become of it since; empty if it is as its class has set it. */
    Optional<Change> change() {
      try {
        Object now = Initials.plain(field.get(null));
        Object then = initial.orElseGet(() -> Initials.defaultOf(field.getType()));
        return Objects.equals(now, then) ? Optional.empty() : Optional.of(new Change(text(now), text(then)));
      } catch (IllegalAccessException | LinkageError e) {
        return Optional.empty();
      }
    }

    /** Texts may be secrets. */
    private String text(Object value) {
      return switch (value) {
        case Initials.Null _ -> "null";
        case Integer i when field.getType() == boolean.class -> Boolean.toString(i != 0);
        case Number n -> n.toString();
        default -> "another " + field.getType().getSimpleName();
      };
    }
  }

  /** A value of this process, and that of a worker. */
  record Change(String here, String there) {}

  /** In a set; made by hand, since what the compiler makes takes the first program that asks some ten milliseconds. */
  private record Target(String owner, String name, String descriptor) {
    @Override
    public int hashCode() {
      return owner.hashCode() ^ name.hashCode() ^ descriptor.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Target t && owner.equals(t.owner) && name.equals(t.name) && descriptor.equals(t.descriptor);
    }
  }

  private record Name(String owner, String field) {}

  private final ClassLoader loader;
  private final String packagePath;
  private final Map<String, Optional<ClassModel>> models = new HashMap<>();
  private final Set<Name> reads = new LinkedHashSet<>();
  private final Set<Name> writes = new HashSet<>();
  private final Set<Target> known = new HashSet<>();
  private final Deque<Target> todo = new ArrayDeque<>();

  private StaticReads(ClassLoader loader, String packagePath) {
    this.loader = loader;
    this.packagePath = packagePath;
  }

  /** Those of a lambda; none of one in typed code, whose statics are shipped. */
  static List<Watch> of(ParentClasses classes, SerializedLambda lambda, ClassLoader loader) {
    String owner = lambda.getImplClass();
    StaticReads walk = new StaticReads(loader, owner.substring(0, owner.lastIndexOf('/') + 1));
    Optional<Class<?>> made = walk.find(lambda.getCapturingClass());
    if (made.isEmpty() || classes.isTyped(made.get())) {
      return List.of();
    }
    walk.called(owner, lambda.getImplMethodName(), lambda.getImplMethodSignature());
    walk.follow();
    walk.reads.removeAll(walk.writes);
    return walk.reads.stream().flatMap(name -> walk.watch(name, made.get()).stream()).toList();
  }

  private void follow() {
    for (Target next = todo.poll(); next != null && known.size() < MOST_METHODS; next = todo.poll()) {
      Target target = next;
      model(target.owner).stream()
          .flatMap(m -> m.methods().stream())
          .filter(m -> is(m, target))
          .flatMap(m -> m.code().stream())
          .forEach(code -> code.forEach(this::element));
    }
  }

  private static boolean is(MethodModel m, Target target) {
    return m.methodName().equalsString(target.name) && m.methodType().equalsString(target.descriptor);
  }

  private void called(String owner, String name, String descriptor) {
    Target target = new Target(owner, name, descriptor);
    if (isNear(owner) && known.add(target)) {
      todo.add(target);
    }
  }

  private boolean isNear(String owner) {
    return owner.startsWith(packagePath) && owner.indexOf('/', packagePath.length()) < 0;
  }

  private Optional<ClassModel> model(String owner) {
    return models.computeIfAbsent(
        owner, o -> ParentClasses.file(loader, o.replace('/', '.')).map(f -> ClassFile.of().parse(f)));
  }

  private void element(CodeElement element) {
    // Nothing else leads to other code or to a static. A switch over types would take a first call some ten milliseconds.
    if (element instanceof FieldInstruction f) {
      field(f);
    } else if (element instanceof InvokeInstruction call) {
      called(call.owner().asInternalName(), call.name().stringValue(), call.type().stringValue());
    } else if (element instanceof InvokeDynamicInstruction dynamic) {
      dynamic.bootstrapArgs().forEach(this::constant);
    }
  }

  private void field(FieldInstruction f) {
    if (f.opcode() == Opcode.GETSTATIC) {
      reads.add(name(f));
    } else if (f.opcode() == Opcode.PUTSTATIC) {
      writes.add(name(f));
    }
  }

  private static Name name(FieldInstruction f) {
    return new Name(f.owner().asInternalName(), f.name().stringValue());
  }

  private void constant(ConstantDesc constant) {
    if (constant instanceof DirectMethodHandleDesc handle && handle.owner().isClassOrInterface()) {
      String descriptor = handle.owner().descriptorString();
      called(descriptor.substring(1, descriptor.length() - 1), handle.methodName(), handle.lookupDescriptor());
    }
  }

  private Optional<Class<?>> find(String internalName) {
    try {
      return Optional.of(Class.forName(internalName.replace('/', '.'), false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private Optional<Watch> watch(Name name, Class<?> made) {
    if (name.owner.startsWith("java/")) {
      return Optional.empty();
    }
    return find(name.owner)
        .filter(owner -> owner.isAssignableFrom(made) || isIdle(owner))
        .flatMap(owner -> declared(owner, name.field))
        .flatMap(field -> Initials.of(model(name.owner)).of(field.getName()).map(initial -> new Watch(field, initial.value())));
  }

  /** Whether nothing happens when the class is initialised. */
  private boolean isIdle(Class<?> owner) {
    for (Class<?> c = owner; c != null && !c.getName().startsWith("java."); c = c.getSuperclass()) {
      if (!Initials.of(model(c.getName().replace('.', '/'))).isIdle()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Field> declared(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      int modifiers = field.getModifiers();
      boolean set = Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers) && !field.isSynthetic();
      return set && field.trySetAccessible() ? Optional.of(field) : Optional.empty();
    } catch (NoSuchFieldException inherited) {
      return Optional.empty();
    }
  }
}
