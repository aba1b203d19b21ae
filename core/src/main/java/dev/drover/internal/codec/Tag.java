package dev.drover.internal.codec;

/** The byte that opens every value. The numbers are in the README; both sides always run the same version. */
final class Tag {
  static final int NULL = 0;
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int BYTE = 3;
  static final int SHORT = 4;
  static final int CHARACTER = 5;
  static final int INTEGER = 6;
  static final int LONG = 7;
  static final int FLOAT = 8;
  static final int DOUBLE = 9;
  static final int LATIN = 10;
  static final int UTF16 = 11;

  static final int BIG_INTEGER = 12;
  static final int BIG_DECIMAL = 13;
  static final int UUID = 14;
  static final int URI = 15;
  static final int PATH = 16;
  static final int DURATION = 17;
  static final int INSTANT = 18;
  static final int LOCAL_DATE = 19;
  static final int LOCAL_TIME = 20;
  static final int LOCAL_DATE_TIME = 21;
  static final int ZONED_DATE_TIME = 22;
  static final int CLASS = 23;
  static final int ENUM = 24;
  static final int OPTIONAL_INT = 25;
  static final int OPTIONAL_LONG = 26;
  static final int OPTIONAL_DOUBLE = 27;

  static final int OPTIONAL = 32;
  static final int ENTRY = 33;
  static final int ARRAY_LIST = 34;
  static final int LINKED_LIST = 35;
  static final int FIXED_LIST = 36;
  static final int IMMUTABLE_LIST = 37;
  static final int HASH_MAP = 38;
  static final int LINKED_HASH_MAP = 39;
  static final int TREE_MAP = 40;
  static final int IMMUTABLE_MAP = 41;
  static final int HASH_SET = 42;
  static final int LINKED_HASH_SET = 43;
  static final int TREE_SET = 44;
  static final int IMMUTABLE_SET = 45;
  static final int BYTES = 46;
  static final int SHORTS = 47;
  static final int CHARS = 48;
  static final int INTS = 49;
  static final int LONGS = 50;
  static final int FLOATS = 51;
  static final int DOUBLES = 52;
  static final int BOOLEANS = 53;
  static final int STRINGS = 54;
  static final int OBJECTS = 55;
  static final int RECORD = 56;
  static final int CODEC = 57;
  static final int JDK = 58;
  static final int HANDLE = 59;

  /** An array that travels beside the bytes. */
  static final int BULK = 60;

  /** A buffer or a memory segment; as a kind of memory what is outside of the heap. */
  static final int MEMORY = 61;

  /** The value that was the n-th container in this payload. */
  static final int AGAIN = 62;

  /** Opens a payload that begins with statics. */
  static final int STATICS = 63;

  /** One more than the greatest tag. */
  static final int COUNT = 64;

  private Tag() {}
}
