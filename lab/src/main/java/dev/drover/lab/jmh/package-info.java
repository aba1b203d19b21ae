/** Benchmarks of code, run by JMH in forks of its own. */
@NullMarked
package dev.drover.lab.jmh;

import org.jspecify.annotations.NullMarked;
