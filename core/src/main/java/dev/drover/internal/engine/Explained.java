package dev.drover.internal.engine;

/** Something that was decided, and can say why. */
interface Explained {
  /** In a few lines with numbers; empty if there is nothing to say. */
  String explain();
}
