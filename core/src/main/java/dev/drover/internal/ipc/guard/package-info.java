/**
 * What makes words of shared memory survive the death of whoever was changing them: a mutex that knows its holder,
 * changes that are undone, and waiting without burning a core. The README beside this file has the proofs.
 */
@NullMarked
package dev.drover.internal.ipc.guard;

import org.jspecify.annotations.NullMarked;
