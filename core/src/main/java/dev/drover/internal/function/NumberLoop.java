package dev.drover.internal.function;

import dev.drover.task.DoubleFn;
import dev.drover.task.IntFn;
import dev.drover.task.LongFn;

/** Loops over primitive inputs, each of which fills the results; an exception tells at which input it was thrown. */
interface NumberLoop {
  /** From that element of the array on. */
  void ints(IntFn function, int[] inputs, int from, int[] results, long first) throws Exception;

  /** From that number on. */
  void intRange(IntFn function, int from, int[] results, long first) throws Exception;

  /** From that element of the array on. */
  void longs(LongFn function, long[] inputs, int from, long[] results, long first) throws Exception;

  /** From that number on. */
  void longRange(LongFn function, long from, long[] results, long first) throws Exception;

  /** From that element of the array on. */
  void doubles(DoubleFn function, double[] inputs, int from, double[] results, long first) throws Exception;

  /** From that number on. */
  void doubleRange(DoubleFn function, long from, double[] results, long first) throws Exception;
}
