/** What calls leave for later ones: how long their items took. */
@NullMarked
package dev.drover.internal.journal;

import org.jspecify.annotations.NullMarked;
