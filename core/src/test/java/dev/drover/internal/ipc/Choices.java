package dev.drover.internal.ipc;

import java.util.ArrayList;
import java.util.List;

/** The choices that make a run of {@link Interleavings}: the same up to the last, and plain from there on. */
final class Choices {
  private final Budget deviations;
  private final Budget blows;
  private final List<Choice> choices = new ArrayList<>();
  private int next;

  private record Choice(int taken, int options) {}

  /** How many choices of a kind may be other than plain. */
  private static final class Budget {
    private final int most;
    private int used;

    Budget(int most) {
      this.most = most;
    }
  }

  Choices(int mostDeviations, int mostBlows) {
    this.deviations = new Budget(mostDeviations);
    this.blows = new Budget(mostBlows);
  }

  void begin() {
    next = 0;
    deviations.used = 0;
    blows.used = 0;
  }

  /** Whether all further ones are plain. */
  boolean arePlain() {
    return deviations.used == deviations.most;
  }

  int deviate(int options) {
    return choose(deviations, options);
  }

  int blow(int options) {
    return choose(blows, options);
  }

  /** Option 0 is the plain one. */
  private int choose(Budget budget, int most) {
    int options = budget.used == budget.most ? 1 : most;
    if (options == 1) {
      return 0;
    }
    if (next == choices.size()) {
      choices.add(new Choice(0, options));
    }
    Choice choice = choices.get(next);
    if (choice.options != options) {
      throw new IllegalStateException("the same choices gave another run");
    }
    next++;
    budget.used += choice.taken > 0 ? 1 : 0;
    return choice.taken;
  }

  /** To those of the next run; false if there is none. */
  boolean advance() {
    while (!choices.isEmpty()) {
      Choice last = choices.removeLast();
      if (last.taken + 1 < last.options) {
        choices.add(new Choice(last.taken + 1, last.options));
        return true;
      }
    }
    return false;
  }
}
