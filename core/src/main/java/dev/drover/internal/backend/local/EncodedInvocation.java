package dev.drover.internal.backend.local;

import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.ParentClasses;
import dev.drover.spi.Work;
import dev.drover.task.Evidence;
import dev.drover.task.Failure.Unserializable;
import dev.drover.task.Fn;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs items in this process as if they had gone to another one: function, input and result are encoded and decoded again, so
 * that what can't travel, and what would be a copy, shows where a debugger can see it.
 */
final class EncodedInvocation implements Invocation {
  /** What can't travel, on its way to the report. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Unserializable failure;

    Refused(Unserializable failure) {
      super(failure.summary());
      this.failure = failure;
    }

    Unserializable failure() {
      return failure;
    }
  }

  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());
  private final Map<Long, Fn<Object, Object>> functions = new ConcurrentHashMap<>();

  @Override
  @SuppressWarnings("NullAway") // an input may be null
  public @Nullable Object apply(Work work, Object input) throws Exception {
    Fn<Object, Object> function = function(work);
    Object copy = copy(input, Unserializable.What.INPUT);
    return copy(function.apply(copy), Unserializable.What.RESULT);
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // what was encoded was a function
  private Fn<Object, Object> function(Work work) throws Refused {
    Fn<Object, Object> known = functions.get(work.id());
    if (known == null) {
      known = (Fn<Object, Object>) copy(work.function(), Unserializable.What.FUNCTION);
      functions.put(work.id(), known);
    }
    return known;
  }

  private @Nullable Object copy(@Nullable Object value, Unserializable.What what) throws Refused {
    try {
      return codec.decode(codec.encode(value));
    } catch (NotEncodableException e) {
      throw new Refused(new Unserializable(what, e.message(what), Evidence.inProcess()));
    } catch (NotDecodableException e) {
      throw new Refused(new Unserializable(what, String.valueOf(e.getMessage()), Evidence.inProcess()));
    }
  }

  @Override
  public void ended(Work work) {
    functions.remove(work.id());
  }
}
