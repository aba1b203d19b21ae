/**
 * How the command ends, and how it says what the user can mend.
 */
@NullMarked
package dev.drover.cli.problem;

import org.jspecify.annotations.NullMarked;
