/** What is kept of runs after they have ended, so that their failed items can be tried again. */
@NullMarked
package dev.drover.cli.record;

import org.jspecify.annotations.NullMarked;
