/**
 * The {@code drover} command: reads the command line, runs the job, prints results and tells how it went.
 */
@NullMarked
package dev.drover.cli;

import org.jspecify.annotations.NullMarked;
