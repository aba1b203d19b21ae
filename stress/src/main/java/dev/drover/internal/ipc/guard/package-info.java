/** Orders of memory that locks and changes rely on, under jcstress, over memory that is mapped as it always is. */
@NullMarked
package dev.drover.internal.ipc.guard;

import org.jspecify.annotations.NullMarked;
