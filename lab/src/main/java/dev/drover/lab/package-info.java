/**
 * Benchmarks: what Drover takes, beside what its peers take in the same run on the same machine.
 *
 * <p>{@link dev.drover.lab.Lab} is the program. Never deployed.
 */
@NullMarked
package dev.drover.lab;

import org.jspecify.annotations.NullMarked;
