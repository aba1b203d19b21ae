/** What the command leaves on the disk. */
@NullMarked
package dev.drover.cli.disk;

import org.jspecify.annotations.NullMarked;
