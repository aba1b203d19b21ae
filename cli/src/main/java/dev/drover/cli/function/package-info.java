/**
 * Turns the JOB of a command line into a function: a typed lambda, a method, a class, a source file, a built-in job.
 */
@NullMarked
package dev.drover.cli.function;

import org.jspecify.annotations.NullMarked;
