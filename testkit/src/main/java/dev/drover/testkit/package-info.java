/**
 * The contract that every backend keeps, as abstract JUnit classes.
 *
 * <p>Who writes a backend subclasses them and names it; each class is one behaviour, and says which backends it is for. The
 * rows that tests name are those of {@code docs/conformance.md}. {@link dev.drover.testkit.LeakCheck} is of use to any test
 * that opens pools.
 */
@NullMarked
package dev.drover.testkit;

import org.jspecify.annotations.NullMarked;
