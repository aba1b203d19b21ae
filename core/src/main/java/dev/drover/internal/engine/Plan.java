package dev.drover.internal.engine;

/**
 * How {@code auto} runs a call at the moment; {@link Strategy} makes one from what was measured.
 *
 * <p>There is none for worker processes: what needs them is known from the options, before anything is measured.
 */
sealed interface Plan {
  /** How many items run at a time at most, the caller's among them. */
  int atATime();

  /** In words, such as {@code 2 threads}. */
  String text();

  /** In the calling thread, one after the other. */
  record Inline() implements Plan {
    @Override
    public int atATime() {
      return 1;
    }

    @Override
    public String text() {
      return "the calling thread";
    }
  }

  /**
   * On as many threads as there are cores: more can't compute at a time.
   *
   * @param atATime how many
   */
  record Threads(int atATime) implements Plan {
    @Override
    public String text() {
      return atATime + " threads";
    }
  }

  /**
   * On virtual threads, since the items mostly wait: many more than there are cores.
   *
   * @param atATime how many
   * @param step where its climb stands
   */
  record Virtual(int atATime, Step step) implements Plan {
    @Override
    public String text() {
      return atATime + " virtual threads";
    }
  }

  /** Where the search for the right number of items at a time stands. */
  sealed interface Step {
    /**
     * A number is being tried.
     *
     * @param from the number before, 0 for none
     * @param rate items a second there
     * @param factor by which it was raised
     */
    record Trying(int from, double rate, int factor) implements Step {}

    /**
     * The number was found.
     *
     * @param nanosPerItem what an item took then; when that changes much, the search begins anew
     * @param rounds how long ago; it begins anew after some as well
     */
    record Settled(double nanosPerItem, int rounds) implements Step {}
  }
}
