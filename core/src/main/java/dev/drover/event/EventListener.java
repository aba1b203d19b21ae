package dev.drover.event;

/**
 * Somebody who is told what happens. Called from several threads of the pool, in the order of things for each item; must
 * be quick. An exception thrown here is logged once and changes nothing else.
 */
@FunctionalInterface
public interface EventListener {
  /**
   * Takes an event in.
   *
   * @param event what happened
   */
  void on(Event event);
}
