/**
 * Where inputs come from: globs, arguments, lines, ranges. All are read as they are needed, never whole first.
 */
@NullMarked
package dev.drover.cli.input;

import org.jspecify.annotations.NullMarked;
