package dev.drover.task;

/** In which order outcomes are handed out. */
public enum Order {
  /** In the order of the inputs; a slow item holds back the later ones, at most as many as the buffer takes. */
  INPUT,
  /** As the items finish. */
  COMPLETION
}
