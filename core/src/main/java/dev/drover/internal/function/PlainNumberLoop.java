package dev.drover.internal.function;

import dev.drover.task.DoubleFn;
import dev.drover.task.IntFn;
import dev.drover.task.LongFn;

/**
 * The loops, one for each type, since a loop without boxes has one. The class file is also the mould of the copies that functions
 * get ({@link OwnLoop}).
 */
final class PlainNumberLoop implements NumberLoop {
  @Override
  public void ints(IntFn function, int[] inputs, int from, int[] results, long first) throws Exception {
    int done = 0;
    try {
      for (; done < results.length; done++) {
        results[done] = function.apply(inputs[from + done]);
      }
    } catch (Exception e) {
      throw Loops.Element.at(first + done, e);
    }
  }

  @Override
  public void intRange(IntFn function, int from, int[] results, long first) throws Exception {
    int done = 0;
    try {
      for (; done < results.length; done++) {
        results[done] = function.apply(from + done);
      }
    } catch (Exception e) {
      throw Loops.Element.at(first + done, e);
    }
  }

  @Override
  public void longs(LongFn function, long[] inputs, int from, long[] results, long first) throws Exception {
    int done = 0;
    try {
      for (; done < results.length; done++) {
        results[done] = function.apply(inputs[from + done]);
      }
    } catch (Exception e) {
      throw Loops.Element.at(first + done, e);
    }
  }

  @Override
  public void longRange(LongFn function, long from, long[] results, long first) throws Exception {
    int done = 0;
    try {
      for (; done < results.length; done++) {
        results[done] = function.apply(from + done);
      }
    } catch (Exception e) {
      throw Loops.Element.at(first + done, e);
    }
  }

  @Override
  public void doubles(DoubleFn function, double[] inputs, int from, double[] results, long first) throws Exception {
    int done = 0;
    try {
      for (; done < results.length; done++) {
        results[done] = function.apply(inputs[from + done]);
      }
    } catch (Exception e) {
      throw Loops.Element.at(first + done, e);
    }
  }

  @Override
  public void doubleRange(DoubleFn function, long from, double[] results, long first) throws Exception {
    int done = 0;
    try {
      for (; done < results.length; done++) {
        results[done] = function.apply((double) (from + done));
      }
    } catch (Exception e) {
      throw Loops.Element.at(first + done, e);
    }
  }
}
