/** Lists for results, which the engine makes and the codec knows. */
@NullMarked
package dev.drover.internal.list;

import org.jspecify.annotations.NullMarked;
