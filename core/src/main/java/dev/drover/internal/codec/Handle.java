package dev.drover.internal.codec;

import java.io.Serializable;

/**
 * A value that stands for something that stays where it is. Its {@code writeReplace} gives a record nested in its class,
 * whose {@code readResolve} gives a handle again: for JDK serialisation, and without it where that can be avoided.
 */
public interface Handle extends Serializable {}
