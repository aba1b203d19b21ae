/**
 * Faults to strike tasks with: what a function can do to the process that runs it, ready to be put into one.
 *
 * <p>{@code pool.outcomes(inputs, x -> x == 7 ? Fault.crash().strike() : x)} shows what a crash does to a run;
 * {@link dev.drover.testkit.fault.Faults#mixed} makes inputs of which some are evil, the same ones for the same seed.
 * Each {@link dev.drover.testkit.fault.FaultKind} says which verdict it leads to.
 */
@NullMarked
package dev.drover.testkit.fault;

import org.jspecify.annotations.NullMarked;
