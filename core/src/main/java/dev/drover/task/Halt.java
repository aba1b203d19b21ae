package dev.drover.task;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a run stops before all items are done; the grammar is that of GNU parallel's {@code --halt}. Immutable.
 *
 * @param when whether running items are stopped or may finish
 * @param what which items are counted
 * @param threshold how many of them; a percentage if {@code percent}
 * @param percent whether the threshold is a percentage of the items finished so far
 */
public record Halt(When when, What what, double threshold, boolean percent) {
  /** A percentage means nothing before this many items have ended (GNU parallel waits for 3 too). */
  private static final int PERCENT_NEEDS = 3;

  private static final Pattern TEXT =
      Pattern.compile("(now|soon),(fail|success|done)=(\\d+(?:\\.\\d+)?)(%?)", Pattern.CASE_INSENSITIVE);

  private static final Halt NEVER = new Halt(When.NEVER, What.FAIL, 1, false);

  /** What happens to running items. */
  public enum When {
    /** The run goes on to its end. */
    NEVER,
    /** Nothing new starts; running items may finish. */
    SOON,
    /** Nothing new starts; running items are stopped. */
    NOW
  }

  /** Which items count. */
  public enum What {
    /** Failed ones. */
    FAIL,
    /** Successful ones. */
    SUCCESS,
    /** All that ended. */
    DONE
  }

  /**
   * A condition of a halt, for {@link Halt#soon} and {@link Halt#now}.
   *
   * @param what which items count
   * @param threshold how many, or which percentage
   * @param percent whether the threshold is a percentage
   */
  public record Condition(What what, double threshold, boolean percent) {}

  /** Checks the threshold. */
  public Halt {
    boolean wrong = percent ? !(threshold > 0 && threshold <= 100) : !(threshold >= 1);
    if (wrong) {
      throw new IllegalArgumentException(
          "halt threshold is %s%s; it must be 1 or more items, or above 0 and up to 100 %%"
              .formatted(threshold, percent ? " %" : ""));
    }
  }

  /**
   * The run goes on whatever happens.
   *
   * @return the policy
   */
  public static Halt never() {
    return NEVER;
  }

  /**
   * Starts nothing new once the condition holds, and lets running items finish.
   *
   * @param condition such as {@link #fail(int)}
   * @return the policy
   */
  public static Halt soon(Condition condition) {
    return new Halt(When.SOON, condition.what(), condition.threshold(), condition.percent());
  }

  /**
   * Stops running items too once the condition holds.
   *
   * @param condition such as {@link #fail(int)}
   * @return the policy
   */
  public static Halt now(Condition condition) {
    return new Halt(When.NOW, condition.what(), condition.threshold(), condition.percent());
  }

  /**
   * So many failed.
   *
   * @param items 1 or more
   * @return the condition
   */
  public static Condition fail(int items) {
    return new Condition(What.FAIL, items, false);
  }

  /**
   * Such a share of the finished items failed, once at least three have ended.
   *
   * @param percent above 0, up to 100
   * @return the condition
   */
  public static Condition failPercent(double percent) {
    return new Condition(What.FAIL, percent, true);
  }

  /**
   * So many succeeded.
   *
   * @param items 1 or more
   * @return the condition
   */
  public static Condition success(int items) {
    return new Condition(What.SUCCESS, items, false);
  }

  /**
   * So many ended, one way or the other.
   *
   * @param items 1 or more
   * @return the condition
   */
  public static Condition done(int items) {
    return new Condition(What.DONE, items, false);
  }

  /**
   * Reads {@code never}, or {@code now|soon,fail|success|done=N} with N a number or a percentage: {@code soon,fail=3%}.
   *
   * @param text as above
   * @return the policy
   * @throws IllegalArgumentException if it is something else
   */
  public static Halt parse(String text) {
    if (text.equalsIgnoreCase("never")) {
      return NEVER;
    }
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "halt is '%s'; it must be never, or now|soon,fail|success|done=N or N%%: for example soon,fail=3%%"
              .formatted(text));
    }
    return new Halt(
        When.valueOf(m.group(1).toUpperCase(Locale.ROOT)),
        What.valueOf(m.group(2).toUpperCase(Locale.ROOT)),
        Double.parseDouble(m.group(3)),
        !m.group(4).isEmpty());
  }

  /**
   * Whether the run has to stop.
   *
   * @param succeeded how many items have succeeded
   * @param failed how many have failed for good
   * @return true if the condition holds
   */
  public boolean reached(long succeeded, long failed) {
    if (when == When.NEVER) {
      return false;
    }
    long counted =
        switch (what) {
          case FAIL -> failed;
          case SUCCESS -> succeeded;
          case DONE -> succeeded + failed;
        };
    long ended = succeeded + failed;
    return percent ? ended >= PERCENT_NEEDS && counted * 100.0 >= threshold * ended : counted >= threshold;
  }
}
