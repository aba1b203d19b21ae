/** Tests of the examples and of the sample files. */
@NullMarked
package dev.drover.examples;

import org.jspecify.annotations.NullMarked;
