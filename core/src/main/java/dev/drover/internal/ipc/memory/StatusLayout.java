package dev.drover.internal.ipc.memory;

/*
 * Where each word of a status block is. All words are 64 bits wide, in the byte order of the machine.
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

  static final int PID = 16;
  static final int RUN = 64;
  static final int BATCH = 72;
  static final int ITEM = 80;
  static final int START = 88;
  static final int OUT = 96;
  static final int ERR = 104;
  static final int PHASE = 112;
  static final int HEARTBEAT = 128;
  static final int PROGRESS = 136;
  static final int ENDING = 144;

  private StatusLayout() {}
}
