package dev.drover.lab;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The numbers from 0 as inputs, without a place in memory for each. */
final class Numbers extends AbstractList<Integer> implements RandomAccess {
  private final int size;

  Numbers(int size) {
    this.size = size;
  }

  @Override
  public Integer get(int index) {
    return index;
  }

  @Override
  public int size() {
    return size;
  }
}
