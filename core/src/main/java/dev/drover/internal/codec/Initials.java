package dev.drover.internal.codec;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the initialiser of a class sets its statics to, as far as that can be read off: a constant that is put into a field, or
 * nothing. Where it calls code of its own package, all that it does not set itself is unknown, since that code may set it.
 */
final class Initials {
  /** No object; values are compared, and a map takes no null. */
  enum Null {
    NULL
  }

  /** What is known of a field: its constant, or empty for the default of its type. */
  record Initial(Optional<Object> value) {}

  private final Map<String, Object> constants = new HashMap<>();
  private final Set<String> computed = new HashSet<>();
  private final String packagePath;
  /** It does nothing but put constants into fields. */
  private boolean idle;
  /** It calls nothing that may set a field of the class. */
  private boolean alone;
  private Optional<Object> last = Optional.empty();

  private Initials(String owner, boolean known) {
    this.packagePath = owner.substring(0, owner.lastIndexOf('/') + 1);
    this.idle = known;
    this.alone = known;
  }

  /** Of a class; nothing is known if its file isn't there. */
  static Initials of(Optional<ClassModel> model) {
    String owner = model.map(m -> m.thisClass().asInternalName()).orElse("");
    Initials initials = new Initials(owner, model.isPresent());
    model.stream()
        .flatMap(m -> m.methods().stream())
        .filter(m -> m.methodName().equalsString("<clinit>"))
        .flatMap(m -> m.code().stream())
        .forEach(code -> code.forEach(initials::element));
    return initials;
  }

  private void element(CodeElement element) {
    switch (element) {
      case ConstantInstruction constant -> last = Optional.of(value(constant.constantValue()));
      case FieldInstruction f when f.opcode() == Opcode.PUTSTATIC -> put(f.name().stringValue());
      case ReturnInstruction _ -> last = Optional.empty();
      case Instruction other -> {
        idle = false;
        alone &= !(other instanceof InvokeInstruction call && isNear(call.owner().asInternalName()));
        last = Optional.empty();
      }
      default -> {
        // line numbers and labels
      }
    }
  }

  private boolean isNear(String owner) {
    return owner.startsWith(packagePath) && owner.indexOf('/', packagePath.length()) < 0;
  }

  private void put(String field) {
    if (last.isEmpty() || computed.contains(field)) {
      constants.remove(field);
      computed.add(field);
    } else {
      constants.put(field, last.get());
    }
    last = Optional.empty();
  }

  private static Object value(ConstantDesc constant) {
    return constant.equals(ConstantDescs.NULL) ? Null.NULL : constant;
  }

  /** Whether it puts constants into fields and does nothing else. */
  boolean isIdle() {
    return idle;
  }

  /** What a field is set to; empty if nobody knows. */
  Optional<Initial> of(String field) {
    if (constants.containsKey(field)) {
      return Optional.of(new Initial(Optional.ofNullable(constants.get(field))));
    }
    return alone && !computed.contains(field) ? Optional.of(new Initial(Optional.empty())) : Optional.empty();
  }

  /** A value of a field as bytecode has it: what is smaller than an int is one. */
  static Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> Null.NULL;
      case Boolean b -> b ? 1 : 0;
      case Character c -> (int) c;
      case Byte b -> (int) b;
      case Short s -> (int) s;
      default -> value;
    };
  }

  static Object defaultOf(Class<?> type) {
    if (!type.isPrimitive()) {
      return Null.NULL;
    }
    return switch (type.getName()) {
      case "long" -> 0L;
      case "float" -> 0f;
      case "double" -> 0d;
      default -> 0;
    };
  }
}
