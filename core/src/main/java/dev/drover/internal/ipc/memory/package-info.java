/** Mapped memory that processes share: status blocks, and the cells of shared objects. The only package that maps memory. */
@NullMarked
package dev.drover.internal.ipc.memory;

import org.jspecify.annotations.NullMarked;
