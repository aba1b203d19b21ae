/**
 * The vocabulary: functions, options, outcomes and failures.
 *
 * <p>This is the lowest layer. Everything else, in the caller's process and in worker processes, speaks in these few
 * types, and none of them knows anything of what stands above it.
 */
@NullMarked
package dev.drover.task;

import org.jspecify.annotations.NullMarked;
