package dev.drover.internal.function;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The loop that runs one function of the user's: one that all functions share, until the function has run so often and each time
 * so shortly that it is given a copy of its own. Thread-safe.
 *
 * @param <L> what the loop implements
 */
/*
 * The JVM compiles a method together with what it calls if its profile has seen one target there. The profile belongs to the
 * method's bytecode, which all functions of a program share here: from the third one on each item costs a call through a table,
 * and nothing of it is computed together with the next. A loop in the user's own code has a profile of its own. So a function
 * whose items are cheap gets one too: the class of the shared loop once more, as a hidden class, which nothing else runs.
 *
 * A copy begins in the interpreter and takes some milliseconds until it is compiled, so there is none before a multiple of that
 * was spent in cheap items. What holds this object is held by the function's class (ClassValue), and nothing else refers to a
 * copy: it goes when the function's class goes. A program that makes ever new classes of functions is held by MOST.
 */
public final class OwnLoop<L> {
  /** Of an item that takes longer the call is a small part. */
  private static final long CHEAP_NANOS = 300;
  private static final long WORTH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int MEASURED_MASK = 7;
  private static final int MOST = 512;
  private static final AtomicInteger MADE = new AtomicInteger();

  private final MethodHandles.Lookup home;
  private final UnaryOperator<L> dressed;
  private final L shared;
  private volatile L loop;
  /** Spent in cheap items, less what was spent in others; when threads add at a time, some of it is lost. */
  private volatile long cheapNanos;
  private volatile double nanosPerItem;
  /** When threads call at a time, some are not counted. */
  private int calls;

  /**
   * A function that nothing is known of.
   *
   * @param home of the package of the loop
   * @param shared the loop that all functions share, whose class is the mould of the copies: it has no state, no nested classes and
   *     no lambdas
   * @param dressed what a copy is called through
   */
  public OwnLoop(MethodHandles.Lookup home, L shared, UnaryOperator<L> dressed) {
    this.home = home;
    this.dressed = dressed;
    this.loop = shared;
    this.shared = shared;
  }

  /**
   * What to run items by.
   *
   * @return the loop of this moment
   */
  public L loop() {
    return loop;
  }

  /**
   * Items were run by it.
   *
   * @param items how many
   * @param nanos how long they took all together
   */
  public void ran(int items, long nanos) {
    double each = (double) nanos / Math.max(1, items);
    long before = cheapNanos;
    nanosPerItem = each;
    if (each >= CHEAP_NANOS) {
      cheapNanos = Math.max(0, before - nanos); // a thread may also have lost its core: that happens to cheap ones too
    } else if (before < 2 * WORTH_NANOS) {
      cheapNanos = before + nanos;
      // Once for each time that it becomes hot, also where there is none to be had.
      if (before < WORTH_NANOS && before + nanos >= WORTH_NANOS && loop == shared) {
        loop = dressed.apply(copy(loop)); // perhaps by two threads at a time: then one of them is used by nobody
      }
    }
  }

  /**
   * How many items take about that long, as far as that is sure: of a function that has been cheap for long.
   *
   * @param nanos a time
   * @return 1 if it is not sure
   */
  public int itemsIn(long nanos) {
    return isHot() ? (int) Math.clamp(nanos / Math.max(0.01, nanosPerItem), 1, Integer.MAX_VALUE) : 1;
  }

  /**
   * Whether the function has been cheap for long.
   *
   * @return true while it stays so
   */
  public boolean isHot() {
    return cheapNanos >= WORTH_NANOS;
  }

  /**
   * Whether a call of the function is to be measured. The clock takes as long as some tens of the cheapest items, so of a function
   * that has been cheap for long one call of eight is.
   *
   * @return true for that one, and for all of another function
   */
  public boolean isDue() {
    return !isHot() || (calls++ & MEASURED_MASK) == 0;
  }

  /** The same loop, if the JVM makes no more of them. */
  @SuppressWarnings("unchecked") // the class is the same but for its name
  private L copy(L shared) {
    Class<?> type = shared.getClass();
    if (MADE.get() >= MOST || MADE.incrementAndGet() > MOST) {
      return shared;
    }
    try (InputStream mould = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      if (mould == null) {
        return shared; // class files are not kept as files here, as in an image made ahead of time
      }
      MethodHandles.Lookup own = home.defineHiddenClass(mould.readAllBytes(), true);
      return (L) own.findConstructor(own.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable notHere) { // it is the same loop, only slower
      return shared;
    }
  }
}
