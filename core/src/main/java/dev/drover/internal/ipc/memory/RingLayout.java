package dev.drover.internal.ipc.memory;

/*
 * Where everything is in the file with the two lanes of a worker. All words are 64 bits wide, in the byte order of the machine.
 *
 *      0 +---------------------------+
 *        | magic                     |  "DROVERRG"
 *      8 | version                   |
 *     16 | cores                     |  processors of the parent: whether it can pay to look again at once
 *        +---------------------------+
 *        | lane to the worker        |
 *    +64 |   grown                   |  1 + bytes published when the lane became a large one, 0 before; written by the sender
 *   +128 |   tail                    |  bytes published since the beginning; written by the sender
 *   +136 |   lookout                 |  whether the receiver is to look out for more, see Lane.Lookout; written by the sender
 *   +256 |   head                    |  bytes taken since the beginning; written by the receiver
 *   +384 |   asleep                  |  1: the receiver waits for the bell
 *        +---------------------------+
 *    512 | lane to the parent        |  alike
 *        +---------------------------+
 *   4096 | bytes of the first lane   |  256 KiB, of a large one 4 MiB; the rest of it takes no memory until it is written
 *        +---------------------------+
 *        | bytes of the second lane  |  alike
 *        +---------------------------+
 *
 * Each word is 128 bytes away from the next, so that no two are on neighbouring cache lines; but for lookout, which is read with tail.
 */
final class RingLayout {
  static final long MAGIC = 0x44524F5645525247L;
  static final long VERSION = 2;

  /** A power of two. */
  static final int CAPACITY = 256 << 10;

  /** A power of two. */
  static final int LARGE = 4 << 20;

  static final int DATA = 4096;
  static final int SIZE = DATA + 2 * LARGE;

  /** What it takes at the beginning. */
  static final int FIRST_BYTES = DATA + 2 * CAPACITY;

  static final int CORES = 16;

  private static final int LANE = 512;

  private RingLayout() {}

  static int grown(int lane) {
    return lane * LANE + 64;
  }

  static int tail(int lane) {
    return lane * LANE + 128;
  }

  static int lookout(int lane) {
    return tail(lane) + Long.BYTES;
  }

  static int head(int lane) {
    return lane * LANE + 256;
  }

  static int asleep(int lane) {
    return lane * LANE + 384;
  }

  static int data(int lane) {
    return DATA + lane * LARGE;
  }
}
