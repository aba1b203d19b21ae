/** Mapped memory that processes share: status blocks, the lanes of rings, and the cells of shared objects. The only package that maps memory. */
@NullMarked
package dev.drover.internal.ipc.memory;

import org.jspecify.annotations.NullMarked;
