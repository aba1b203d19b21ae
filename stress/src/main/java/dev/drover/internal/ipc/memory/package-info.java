/** Orders of memory that the rings rely on, under jcstress. */
@NullMarked
package dev.drover.internal.ipc.memory;

import org.jspecify.annotations.NullMarked;
