package dev.drover.internal.codec;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the bytecode of typed classes (see {@link ParentClasses#isTyped}) from a method, and collects the static
 * fields that it may read and that are not final.
 *
 * <p>It errs on the side of too much: of a class that is instantiated, or of which an instance travels, all instance
 * methods count as called, since code that is not followed (the JDK's) may call them. Code that is reached only through
 * names (reflection) is not seen. A final field is left out: the worker computes it as this process did, from the
 * class's initialiser, which is followed too; JShell makes no variable final. For one thread.
 */
final class CodeWalk {
  private record Target(Class<?> owner, String name, String descriptor) {}

  private static final String INITIALIZER = "<clinit>";
  private static final String CONSTRUCTOR = "<init>";
  private static final String NO_ARGUMENTS = "()V";

  private final ParentClasses classes;
  private final Map<Class<?>, Optional<ClassModel>> models = new HashMap<>();
  private final Map<Class<?>, byte[]> files = new HashMap<>();
  private final Set<Field> reads = new LinkedHashSet<>();
  private final Set<Class<?>> instantiated = new HashSet<>();
  private final Set<Target> known = new HashSet<>();
  private final Deque<Target> todo = new ArrayDeque<>();

  private CodeWalk(ParentClasses classes) {
    this.classes = classes;
  }

  /** What a method reads, whether called directly or by what it calls. */
  static Reads ofMethod(ParentClasses classes, Class<?> owner, String name, String descriptor) {
    CodeWalk walk = new CodeWalk(classes);
    walk.called(owner, name, descriptor);
    return walk.finish();
  }

  /** What the methods of an object read. */
  static Reads ofInstance(ParentClasses classes, Class<?> c) {
    CodeWalk walk = new CodeWalk(classes);
    walk.instantiated(c);
    return walk.finish();
  }

  private Reads finish() {
    for (Target next = todo.poll(); next != null; next = todo.poll()) {
      follow(next);
    }
    return new Reads(Set.copyOf(reads), Map.copyOf(files));
  }

  private Optional<ClassModel> model(Class<?> c) {
    return models.computeIfAbsent(c, this::parse);
  }

  private Optional<ClassModel> parse(Class<?> c) {
    Optional<byte[]> file = classes.typed(c);
    file.ifPresent(f -> files.put(c, f));
    return file.map(f -> ClassFile.of().parse(f));
  }

  private void called(Class<?> owner, String name, String descriptor) {
    for (Class<?> c = owner; c != null && model(c).isPresent(); c = c.getSuperclass()) {
      enqueue(c, name, descriptor);
    }
  }

  private void enqueue(Class<?> c, String name, String descriptor) {
    Target target = new Target(c, name, descriptor);
    if (known.add(target)) {
      todo.add(target);
    }
  }

  private void touched(Class<?> c) {
    enqueue(c, INITIALIZER, NO_ARGUMENTS);
  }

  private void instantiated(Class<?> c) {
    Optional<ClassModel> model = model(c);
    if (model.isEmpty() || !instantiated.add(c)) {
      return;
    }
    touched(c);
    model.get().methods().stream()
        .filter(m -> !m.flags().has(AccessFlag.STATIC))
        .filter(m -> c.isRecord() || !m.methodName().equalsString(CONSTRUCTOR))
        .forEach(m -> enqueue(c, m.methodName().stringValue(), m.methodType().stringValue()));
    supertypes(c);
  }

  private void supertypes(Class<?> c) {
    if (c.getSuperclass() != null) {
      instantiated(c.getSuperclass());
    }
    for (Class<?> type : c.getInterfaces()) {
      instantiated(type);
    }
  }

  private void follow(Target target) {
    model(target.owner).stream()
        .flatMap(m -> m.methods().stream())
        .filter(m -> m.methodName().equalsString(target.name) && m.methodType().equalsString(target.descriptor))
        .flatMap(m -> m.code().stream())
        .forEach(code -> code.forEach(e -> element(e, target)));
  }

  private void element(CodeElement element, Target in) {
    switch (element) {
      case FieldInstruction f -> field(f, in);
      case InvokeInstruction call -> call(call, in);
      case NewObjectInstruction made -> find(made.className(), in).ifPresent(this::instantiated);
      case InvokeDynamicInstruction dynamic -> dynamic.bootstrapArgs().forEach(c -> constant(c, in));
      case ConstantInstruction.LoadConstantInstruction load -> constant(load.constantValue(), in);
      default -> {
        // nothing else leads to other code or to a static
      }
    }
  }

  private void call(InvokeInstruction call, Target in) {
    find(call.owner(), in)
        .ifPresent(
            owner -> {
              if (call.opcode() == Opcode.INVOKESTATIC) {
                touched(owner);
              }
              called(owner, call.name().stringValue(), call.type().stringValue());
            });
  }

  private void field(FieldInstruction instruction, Target in) {
    if (instruction.opcode() == Opcode.GETSTATIC || instruction.opcode() == Opcode.PUTSTATIC) {
      Optional<Class<?>> owner = find(instruction.owner(), in);
      owner.ifPresent(this::touched);
      if (instruction.opcode() == Opcode.GETSTATIC) {
        owner.ifPresent(o -> read(o, instruction.name().stringValue(), in));
      }
    }
  }

  /** A class that reads its own field while it is initialised reads what it has just computed itself. */
  private void read(Class<?> owner, String name, Target in) {
    declared(owner, name)
        .filter(f -> !Modifier.isFinal(f.getModifiers()))
        .filter(f -> !(in.name.equals(INITIALIZER) && in.owner.equals(f.getDeclaringClass())))
        .filter(f -> model(f.getDeclaringClass()).isPresent())
        .ifPresent(reads::add);
  }

  private static Optional<Field> declared(Class<?> owner, String name) {
    for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
      for (Field f : c.getDeclaredFields()) {
        if (f.getName().equals(name)) {
          return Optional.of(f);
        }
      }
    }
    return Optional.empty();
  }

  private void constant(ConstantDesc constant, Target in) {
    switch (constant) {
      case DirectMethodHandleDesc handle -> handle(handle, in);
      case DynamicConstantDesc<?> dynamic -> dynamic.bootstrapArgsList().forEach(c -> constant(c, in));
      default -> {
        // plain data
      }
    }
  }

  private void handle(DirectMethodHandleDesc handle, Target in) {
    find(handle.owner(), in)
        .ifPresent(
            owner -> {
              switch (handle.kind()) {
                case GETTER, SETTER, STATIC_SETTER -> touched(owner);
                case STATIC_GETTER -> read(owner, handle.methodName(), in);
                case CONSTRUCTOR -> constructed(owner, handle);
                default -> called(owner, handle.methodName(), handle.lookupDescriptor());
              }
            });
  }

  private void constructed(Class<?> owner, DirectMethodHandleDesc handle) {
    instantiated(owner);
    called(owner, CONSTRUCTOR, handle.lookupDescriptor());
  }

  private Optional<Class<?>> find(ClassEntry name, Target in) {
    return find(name.asSymbol(), in);
  }

  /** A typed class by its name as the code in which it stands sees it. */
  private Optional<Class<?>> find(ClassDesc name, Target in) {
    if (!name.isClassOrInterface() || name.packageName().startsWith("java.")) {
      return Optional.empty();
    }
    try {
      String descriptor = name.descriptorString();
      String binary = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
      Class<?> found = Class.forName(binary, false, in.owner.getClassLoader());
      return model(found).isPresent() ? Optional.of(found) : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }
}
