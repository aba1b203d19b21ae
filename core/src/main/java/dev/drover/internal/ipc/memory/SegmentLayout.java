package dev.drover.internal.ipc.memory;

/*
 * Where each word of a segment's header is.
 *
 *      0 +---------------------------+
 *        | magic                     |  "DROVERSH"; written last, so that a file without it is not finished
 *      8 | version                   |
 *     16 | size of the data          |  in bytes
 *     24 | pid of the owner          |
 *     32 | start of the owner        |  milliseconds since 1970, 0 if unknown
 *     40 | state                     |  1 open, 2 closed by its owner
 *        +---------------------------+
 *    128 | data                      |
 *        +---------------------------+
 *
 * The owner is who made it; it may be dead while others use what it made.
 */
final class SegmentLayout {
  static final long MAGIC = 0x44524F5645525348L;
  static final long VERSION = 1;
  static final long OPEN = 1;
  static final long CLOSED = 2;

  static final long MAGIC_AT = 0;
  static final long VERSION_AT = 8;
  static final long SIZE_AT = 16;
  static final long PID_AT = 24;
  static final long START_AT = 32;
  static final long STATE_AT = 40;
  static final int DATA = 128;

  private SegmentLayout() {}
}
