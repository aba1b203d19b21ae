/**
 * Where results go: standard output, or files in a mirrored tree.
 */
@NullMarked
package dev.drover.cli.output;

import org.jspecify.annotations.NullMarked;
