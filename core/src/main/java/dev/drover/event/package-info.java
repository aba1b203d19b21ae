/** What happens in a run, as data: sealed events and their listener. */
@NullMarked
package dev.drover.event;

import org.jspecify.annotations.NullMarked;
