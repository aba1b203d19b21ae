/**
 * Built-in jobs: functions over files that the command knows by name.
 *
 * <p>{@link dev.drover.jobs.Jobs} lists them. Their functions run in worker processes or in the caller's; each reads one
 * file and gives the bytes of one result.
 */
@NullMarked
package dev.drover.jobs;

import org.jspecify.annotations.NullMarked;
