/**
 * The three backends within the caller's process: {@code inline}, {@code threads} and {@code virtual}.
 *
 * <p>They differ in whose thread runs a batch and in nothing else, so they share one way to run it: {@code Lane}.
 */
@NullMarked
package dev.drover.internal.backend.local;

import org.jspecify.annotations.NullMarked;
