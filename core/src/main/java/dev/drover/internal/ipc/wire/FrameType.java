package dev.drover.internal.ipc.wire;

/* The numbers of the frames on the wire; never reused for another meaning within a protocol version. */
final class FrameType {
  static final int HELLO = 1;
  static final int WELCOME = 2;
  static final int READY = 3;
  static final int INIT_FAILED = 4;
  static final int FUNCTION = 5;
  static final int BATCH = 6;
  static final int STOP = 7;
  static final int DUMP = 8;
  static final int CLASS_BYTES = 9;
  static final int OUTPUT_TAKEN = 10;
  static final int BYE = 11;
  static final int OK = 12;
  static final int THREW = 13;
  static final int OOM = 14;
  static final int UNSERIALIZABLE = 15;
  static final int SKIPPED = 16;
  static final int STACK_DUMP = 17;
  static final int CLASS_REQUEST = 18;
  static final int BATCH_DONE = 19;
  static final int LEFT_BEHIND = 20;
  static final int OKS = 21;
  static final int REST = 22;

  /** The greatest. */
  static final int LAST = REST;

  static final int HEADER = 32;
  static final int FLAGS_AT = 1;
  static final int LENGTH_AT = HEADER - Long.BYTES;
  static final int FLAG_PRINTED = 1;
  static final int FLAG_OPTIONAL = 2;
  static final int FLAG_BULKS = 4;
  static final int FLAG_EXACT = 8;
  static final int PRINTED_BYTES = 4 * Long.BYTES;

  static final int PART_FUNCTION = 0;
  static final int PART_INPUT = 1;
  static final int PART_RESULT = 2;

  /** How many bits a part takes; what is above them is the time. */
  static final int PART_BITS = 2;

  private FrameType() {}
}
