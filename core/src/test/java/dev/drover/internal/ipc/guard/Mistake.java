package dev.drover.internal.ipc.guard;

/** What could be wrong with the mutex, or with the changes under it. */
enum Mistake {
  NONE,
  /** Looks whether it is free, and then stores. */
  LOOKS_THEN_STORES,
  /** Takes it from the dead with a plain store. */
  TAKES_WITHOUT_COMPARING,
  /** Who has it from the dead is not told. */
  TELLS_NOBODY,
  /** Whoever doesn't unlock is taken for dead. */
  BURIES_THE_LIVING,
  /** The turn of one that died stays. */
  TURN_STAYS,
  /** Nobody looks whose turn it is. */
  IGNORES_TURN,
  /** Others see that it is free before they see what was stored under it. */
  UNLOCK_OVERTAKES,
  /** Unlocks before the count of notes is 0. */
  UNLOCKS_FIRST,
  /** Stores a word before its note. */
  STORES_FIRST,
  /** Stores the word of a commit before its note. */
  COMMITS_FIRST,
  /** The note of a commit is like any other. */
  COMMITS_UNMARKED,
  /** Who repairs forgets the notes before it has stored the old values. */
  FORGETS_FIRST
}
