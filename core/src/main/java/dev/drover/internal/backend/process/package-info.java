/**
 * Worker processes, seen from the parent: how they are started, fed, watched, judged and buried. Runs in the parent only.
 */
@NullMarked
package dev.drover.internal.backend.process;

import org.jspecify.annotations.NullMarked;
