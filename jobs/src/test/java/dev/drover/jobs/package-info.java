/** Tests of the built-in jobs, over files that they write themselves. */
@NullMarked
package dev.drover.jobs;

import org.jspecify.annotations.NullMarked;
