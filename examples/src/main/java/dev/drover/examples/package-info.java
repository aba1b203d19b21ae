/**
 * Examples that compile and run, and {@link dev.drover.examples.SamplePdfs}, which writes the files in
 * {@code examples/data}.
 */
@NullMarked
package dev.drover.examples;

import org.jspecify.annotations.NullMarked;
