package dev.drover.internal.ipc.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * One direction of a {@link RingFile}, as bare memory: the words and bytes that sender and receiver share. What is done with them,
 * and what may be believed, is up to {@code ipc.ring}.
 *
 * <p>Once the file is unmapped every method throws {@link IllegalStateException}.
 */
public interface Lane {
  /**
   * How many bytes it holds at the beginning.
   *
   * @return a power of two
   */
  int capacity();

  /**
   * How many bytes it holds once it is a large one.
   *
   * @return a power of two
   */
  int largeCapacity();

  /**
   * Sender: gets the memory for a large lane, from which on it can be written to.
   *
   * @return false if it can't be had
   */
  boolean extend();

  /**
   * Since when it is a large one.
   *
   * @return what was stored, 0 before
   */
  long grown();

  /**
   * Sender: says since when it is a large one.
   *
   * @param value 1 + how many bytes were published then
   */
  void grown(long value);

  /**
   * How many bytes were published, with all that they are.
   *
   * @return whatever is there
   */
  long tail();

  /**
   * Publishes, after all that was stored before.
   *
   * @param bytes how many since the beginning
   */
  void tail(long bytes);

  /**
   * How many bytes were taken; they may be overwritten.
   *
   * @return whatever is there
   */
  long head();

  /**
   * Gives room back, after all that was read before.
   *
   * @param bytes how many were taken since the beginning
   */
  void head(long bytes);

  /**
   * Marks the receiver asleep, or takes the mark away.
   *
   * @param asleep whether it is
   */
  void asleep(boolean asleep);

  /**
   * Sender: whether the receiver has marked itself asleep.
   *
   * @return true if the mark is there
   */
  boolean isAsleep();

  /** Whether a receiver that has nothing to do looks again at once, before it sleeps. */
  enum Lookout {
    /** As it has found to be better. */
    AS_LEARNT,
    /** The sender waits for an answer, and looks out for it, to say more at once. */
    YES,
    /** The sender waits for an answer, and sleeps meanwhile. */
    NO
  }

  /**
   * Sender: tells the receiver.
   *
   * @param lookout from now on
   */
  void lookout(Lookout lookout);

  /**
   * Receiver: what it was told.
   *
   * @return as the sender has said last
   */
  Lookout lookout();

  /** Nothing stored before is seen later than anything read after. */
  void fence();

  /**
   * Copies into the lane.
   *
   * @param at where, below the capacity
   * @param from whence, from its position on, which stays
   * @param count how many bytes, no further than the end of the lane
   */
  void put(int at, ByteBuffer from, int count);

  /**
   * Copies into the lane.
   *
   * @param at where, below the capacity
   * @param from memory of any kind
   * @param offset where in it to begin
   * @param count how many bytes, no further than the end of the lane
   */
  void put(int at, MemorySegment from, long offset, long count);

  /**
   * Copies out of the lane.
   *
   * @param at whence, below the capacity
   * @param to memory of any kind
   * @param offset where in it to begin
   * @param count how many bytes, no further than the end of the lane
   */
  void get(int at, MemorySegment to, long offset, long count);

  /**
   * Copies out of the lane.
   *
   * @param at whence, below the capacity
   * @param to where, from its position on, which stays
   * @param count how many bytes, no further than the end of the lane
   */
  void get(int at, ByteBuffer to, int count);
}
