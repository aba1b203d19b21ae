package dev.drover.internal.ipc.memory;

/*
 * Where each word of a status block is.
 *
 *      0 +---------------------------+
 *        | magic                     |  "DROVERST"
 *      8 | version                   |
 *     16 | pid of the worker         |  0 until it has opened the block
 *        +---------------------------+
 *     64 | run                       |  odd: an item runs; see StatusBlock
 *     72 | batch                     |
 *     80 | item                      |  its place in the batch
 *     88 | start                     |  System.nanoTime() of the worker
 *     96 | out position              |  size of the output file when the item started
 *    104 | err position              |
 *    112 | phase                     |  0 its input is decoded, 1 its own code runs, 2 its result is encoded
 *        +---------------------------+
 *    128 | heartbeat                 |  System.nanoTime() of the worker, from its timer thread
 *    136 | progress                  |  System.nanoTime() of the item's last Task.progress(), 0 for none
 *    144 | ending                    |  why the worker ends, see Ending
 *        +---------------------------+
 *    4096
 *
 * The second and third group have different writers, and are on cache lines of their own.
 */
final class StatusLayout {
  static final long MAGIC = 0x44524F5645525354L;
  static final long VERSION = 1;
  static final int SIZE = 4096;

  static final long MAGIC_AT = 0;
  static final long VERSION_AT = 8;
  static final long PID = 16;
  static final long RUN = 64;
  static final long BATCH = 72;
  static final long ITEM = 80;
  static final long START = 88;
  static final long OUT = 96;
  static final long ERR = 104;
  static final long PHASE = 112;
  static final long HEARTBEAT = 128;
  static final long PROGRESS = 136;
  static final long ENDING = 144;

  private StatusLayout() {}
}
