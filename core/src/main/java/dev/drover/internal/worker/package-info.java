/**
 * The worker process: its main, the loop that runs items, and the capture of what they print. Runs in the child only.
 */
@NullMarked
package dev.drover.internal.worker;

import org.jspecify.annotations.NullMarked;
