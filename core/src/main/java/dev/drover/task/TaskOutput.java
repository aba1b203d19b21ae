package dev.drover.task;

/**
 * What one item printed on one of its streams, byte for byte, native code included. Worker processes only: on the other
 * backends a task prints to the streams of the caller's own process.
 *
 * @param index the item's place among the inputs, from 0
 * @param stream which
 * @param bytes what was printed; a large output comes in several pieces, in order
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be written on; nobody compares them
public record TaskOutput(long index, Stream stream, byte[] bytes) {
  /** One of the two streams. */
  public enum Stream {
    /** Standard output, file descriptor 1. */
    OUT,
    /** Standard error, file descriptor 2. */
    ERR
  }
}
