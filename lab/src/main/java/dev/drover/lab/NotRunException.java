package dev.drover.lab;

/** A contender can't be run here; the message says why. */
final class NotRunException extends Exception {
  private static final long serialVersionUID = 1;

  NotRunException(String why) {
    super(why);
  }
}
