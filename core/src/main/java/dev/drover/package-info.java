/**
 * What users type: {@link dev.drover.Pool} and {@link dev.drover.Parallel}.
 *
 * <p>The facade stands on top of everything else. The records that it takes and gives are in {@link dev.drover.task}.
 */
@NullMarked
package dev.drover;

import org.jspecify.annotations.NullMarked;
