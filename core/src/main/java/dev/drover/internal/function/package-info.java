/**
 * The functions that the facade makes of what users give it. They travel to workers, so they are records and enums here and
 * no lambdas there: a worker never loads the facade.
 */
@NullMarked
package dev.drover.internal.function;

import org.jspecify.annotations.NullMarked;
