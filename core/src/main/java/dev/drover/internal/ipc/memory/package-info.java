/** Mapped memory that two processes share. Runs in both; the only package that maps memory. */
@NullMarked
package dev.drover.internal.ipc.memory;

import org.jspecify.annotations.NullMarked;
